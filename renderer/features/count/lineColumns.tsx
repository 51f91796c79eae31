import type { CountLineRow } from '#shared/contract/api/index.ts'
import { formatNumber, formatWorth } from '#shared/words/format.ts'
import { Code, Flag, Quantity, type Column } from '../../ui/index.ts'
import css from './lineColumns.module.css'
import { lineWords } from './lines.ts'

/** A line of a count: where, what, how many there were and should have been, who looked. */
export const lineColumns: Column<CountLineRow>[] = [
  { id: 'bin', head: 'Bin', width: '140px', cell: ({ bin }) => <Code strong>{bin}</Code> },
  {
    id: 'sku',
    head: 'Product',
    cell: ({ sku, name }) => (
      <>
        <Code>{sku}</Code> {name}
      </>
    ),
  },
  {
    id: 'book',
    head: 'Book',
    width: '90px',
    align: 'end',
    cell: ({ book }) => (book === null ? '–' : formatNumber(book)),
  },
  {
    id: 'counted',
    head: 'Counted',
    width: '100px',
    align: 'end',
    cell: ({ counted }) => <Quantity value={counted} />,
  },
  {
    id: 'variance',
    head: 'Off by',
    width: '90px',
    align: 'end',
    cell: ({ variance }) =>
      variance === null ? '–' : variance === 0 ? '0' : <Quantity value={variance} sign />,
  },
  {
    id: 'value',
    head: 'Worth',
    width: '110px',
    yields: true,
    align: 'end',
    cell: ({ value }) => (value === null ? '–' : formatWorth(value)),
  },
  {
    id: 'by',
    head: 'Counted by',
    width: '120px',
    yields: true,
    cell: ({ countedBy }) => countedBy,
  },
  {
    id: 'state',
    head: 'State',
    width: '190px',
    cell: ({ state, incomplete }) => (
      <span className={css['state']}>
        {lineWords[state]}
        {incomplete && <Flag>Incomplete book</Flag>}
      </span>
    ),
  },
]
