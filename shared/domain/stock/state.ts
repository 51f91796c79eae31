import type { Movement } from '../counting.ts'
import { spanOf, withOffset } from '../clock.ts'
import { lookup } from '../record.ts'
import type { CountVariancePosted, StockEvent } from './events.ts'
import { binDeltas } from './movements.ts'
import { laterThan, type PostedCount } from './observation.ts'

/** The book of one SKU in one warehouse. Bins that hold nothing are left out. */
export type StockState =
  | { readonly status: 'unopened' }
  | {
      readonly status: 'open'
      readonly bins: Readonly<Record<string, number>>
      /** For each bin, the last counts that were posted, the earliest first. */
      readonly counts: Readonly<Record<string, readonly PostedCount[]>>
      /** Events are missing: the bins of which a count has said since what they hold. Absent where none are. */
      readonly stated?: readonly string[] | undefined
    }

export const initialState: StockState = { status: 'unopened' }

/**
 * How many posted counts of a bin are kept. Whether a late movement was seen by a count is told by the latest; the
 * ones before it only say to which count its correction belongs.
 */
const KEPT_COUNTS = 4

/** What the book says is in a bin, in stock-keeping units. */
export const onHand = (state: StockState, bin: string): number =>
  state.status === 'open' ? (lookup(state.bins, bin) ?? 0) : 0

/** Is what the book says of a bin true, although events may be missing? */
export const isWhole = (state: StockState, bin: string): boolean =>
  state.status !== 'open' || state.stated === undefined || state.stated.includes(bin)

/** Are events of the book missing? */
export const hasGaps = (state: StockState): boolean =>
  state.status === 'open' && state.stated !== undefined

/** Events in between are missing: what any bin holds is not known any more. */
export const lose = (state: StockState): StockState => ({ ...opened(state), stated: [] })

const opened = (state: StockState) =>
  state.status === 'open' ? state : { status: 'open' as const, bins: {}, counts: {} }

/** The counts of a bin that its book remembers, the earliest first. */
export const postedCounts = (state: StockState, bin: string): readonly PostedCount[] =>
  state.status === 'open' ? (lookup(state.counts, bin) ?? []) : []

/** What an event did, bin by bin, with what its metadata says: what a count is compared with. */
export function movementsOf(
  event: StockEvent,
  recorded: Omit<Movement, 'type' | 'bin' | 'delta' | 'from' | 'to' | 'line'> & {
    readonly occurredAt: string
  },
): readonly Movement[] {
  const { occurredAt, clockOffset, ...rest } = recorded
  const when =
    event.type === 'CountVariancePosted' || event.type === 'CountVarianceCorrected'
      ? spanOfCount(event.data)
      : spanOf(occurredAt, clockOffset)
  const common = { ...rest, ...when, type: event.type }
  return binDeltas(event).map(({ bin, delta }) => Object.assign({ bin, delta }, common))
}

const spanOfCount = ({
  from,
  to,
  line,
  clockOffset,
}: Pick<PostedCount, 'from' | 'to' | 'line' | 'clockOffset'>) => ({
  from,
  to,
  line,
  ...withOffset(clockOffset),
})

function remember(
  counts: readonly PostedCount[],
  { data }: CountVariancePosted,
): readonly PostedCount[] {
  const { count, line, from, to, terminal, sequence, live, clockOffset } = data
  const told = { count, line, from, to, terminal, sequence, live }
  const posted: PostedCount = { ...told, ...withOffset(clockOffset) }
  const earlier = counts.filter((other) => laterThan(posted, other))
  const later = counts.filter((other) => laterThan(other, posted))
  return [...earlier, posted, ...later].slice(-KEPT_COUNTS)
}

export function evolve(state: StockState, event: StockEvent): StockState {
  const open = opened(state)
  const bins: Record<string, number> = { ...open.bins }
  const set = (bin: string, next: number) => {
    if (next === 0) delete bins[bin]
    else bins[bin] = next
  }
  for (const { bin, delta } of binDeltas(event)) set(bin, (lookup(bins, bin) ?? 0) + delta)
  if (event.type !== 'CountVariancePosted') return { ...open, bins }
  const { bin, onHand: holds } = event.data
  const counts = { ...open.counts, [bin]: remember(lookup(open.counts, bin) ?? [], event) }
  if (holds === undefined) return { ...open, bins, counts }
  set(bin, holds)
  if (open.stated === undefined || open.stated.includes(bin)) return { ...open, bins, counts }
  return { ...open, bins, counts, stated: [...open.stated, bin] }
}
