import type { RowProblem } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { Code, DataTable } from '../../ui/index.ts'
import { FirstOf } from './FirstOf.tsx'

type Row = RowProblem & { key: string }

/** What is wrong with a file, row by row, in the words of whoever has to correct it. */
export const Problems = ({
  problems,
  count,
}: {
  problems: readonly RowProblem[]
  count: number
}) => (
  <>
    <DataTable<Row>
      label="Problems in the file"
      rows={problems.map((problem, index) => ({ ...problem, key: String(index) }))}
      rowKey={({ key }) => key}
      columns={[
        {
          id: 'line',
          head: 'Line',
          width: '100px',
          align: 'end',
          cell: ({ line }) => formatNumber(line),
        },
        {
          id: 'column',
          head: 'Column',
          width: '220px',
          cell: ({ column }) => (column === null ? 'the whole row' : <Code>{column}</Code>),
        },
        { id: 'message', head: 'What is wrong', cell: ({ message }) => message },
      ]}
    />
    <FirstOf parts={[{ shown: problems.length, all: count, what: 'problems' }]} />
  </>
)
