import { History } from 'lucide-react'
import type { MovementRow } from '#shared/contract/api/index.ts'
import { certaintyOf } from '../../app/job/trail.ts'
import { dayAndTime, useNow } from '../../app/time.ts'
import { Code, DataTable, Empty, formatQuantity, Mark, Quantity } from '../../ui/index.ts'
import css from './Lookup.module.css'

const words: Record<string, string> = {
  StockReceived: 'Received',
  StockPicked: 'Picked',
  StockMoved: 'Moved',
  StockAdjusted: 'Adjusted',
  CountVariancePosted: 'Counted',
  CountVarianceCorrected: 'Count corrected',
}

/** What was done last: when, what, how many, who, and how sure it is. `subject` is what a row names. */
export const LastMovements = ({
  rows,
  subject,
}: {
  rows: readonly MovementRow[]
  subject: 'bin' | 'sku'
}) => {
  const now = useNow(60_000)
  return (
    <div className={css['table']}>
      <h2>Last movements</h2>
      <DataTable
        label="Last movements"
        rows={rows}
        rowKey={({ event }) => event}
        isUrgent={({ status }) => status === 'conflict'}
        columns={[
          {
            id: 'when',
            head: 'When',
            width: '172px',
            cell: ({ occurredAt }) => (
              <span className={css['when']}>
                <Code>{dayAndTime(occurredAt, now)}</Code>
              </span>
            ),
          },
          {
            id: 'what',
            head: 'What',
            cell: (row) => (
              <>
                {words[row.type] ?? row.type} <Code strong>{row[subject]}</Code>
                {row.toBin !== null && (
                  <>
                    {subject === 'sku' && <Code>{` ${row.bin}`}</Code>} → <Code>{row.toBin}</Code>
                  </>
                )}
                {row.reason !== null && `, ${row.reason}`}
              </>
            ),
          },
          {
            id: 'delta',
            head: 'Change',
            align: 'end',
            width: '88px',
            cell: ({ delta, toBin }) =>
              toBin === null ? <Quantity value={delta} sign /> : formatQuantity(Math.abs(delta)),
          },
          { id: 'who', head: 'Who', width: '16%', cell: ({ operator }) => operator },
          {
            id: 'state',
            head: 'Sent',
            width: '72px',
            cell: ({ status }) => <Mark certainty={certaintyOf(status)} quiet />,
          },
        ]}
        empty={<Empty icon={History} title="Nothing has moved yet" />}
      />
    </div>
  )
}
