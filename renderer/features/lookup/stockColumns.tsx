import type { StockRow } from '#shared/contract/api/index.ts'
import { formatDifference } from '#shared/words/format.ts'
import { Quantity, type Column } from '../../ui/index.ts'

/** What of it is not sent yet. */
export const notSent = (width: string): Column<StockRow> => ({
  id: 'pending',
  head: 'Not sent',
  align: 'end',
  width,
  cell: ({ pending }) => (pending === 0 ? '' : formatDifference(pending)),
})

export const onHand = (width: string): Column<StockRow> => ({
  id: 'onHand',
  head: 'On hand',
  align: 'end',
  width,
  cell: ({ onHand, pending }) => <Quantity value={onHand} pending={pending !== 0} />,
})

/** The book has something there, or had before what is not sent yet. */
export const isThere = ({ onHand, pending }: StockRow): boolean => onHand !== 0 || pending !== 0
