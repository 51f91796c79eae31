import type { Movement } from '../counting.ts'
import { spanOf, withOffset } from '../clock.ts'
import { lookup } from '../record.ts'
import type { CountVariancePosted, StockEvent } from './messages.ts'
import { type Holding, type HoldingKey, holdingOf, parseHolding } from './holding.ts'
import { deltasOf } from './movements.ts'
import { laterThan, type PostedCount } from './observation.ts'

/** The book of one SKU in one warehouse. Holdings of which there is nothing are left out. */
export type StockState =
  | { readonly status: 'unopened' }
  | {
      readonly status: 'open'
      readonly bins: Readonly<Record<HoldingKey, number>>
      /** For each holding, the last counts that were posted, the earliest first. */
      readonly counts: Readonly<Record<HoldingKey, readonly PostedCount[]>>
      /** Events are missing: the holdings of which a count has said since what is there. Absent where none are. */
      readonly stated?: readonly HoldingKey[] | undefined
    }

export const initialState: StockState = { status: 'unopened' }

/**
 * How many posted counts of a bin are kept. Whether a late movement was seen by a count is told by the latest; the
 * ones before it only say to which count its correction belongs.
 */
const KEPT_COUNTS = 4

/** What the book says there is of a holding, in stock-keeping units. */
export const onHand = (state: StockState, holding: Holding): number =>
  state.status === 'open' ? (lookup(state.bins, holdingOf(holding)) ?? 0) : 0

/** The holdings of which the book has something. */
export const holdingsIn = (state: StockState): readonly HoldingKey[] =>
  state.status === 'open' ? Object.keys(state.bins).map(parseHolding) : []

/** Is what the book says of a holding true, although events may be missing? */
export const isWhole = (state: StockState, holding: Holding): boolean =>
  state.status !== 'open' || state.stated === undefined || state.stated.includes(holdingOf(holding))

/** Are events of the book missing? */
export const hasGaps = (state: StockState): boolean =>
  state.status === 'open' && state.stated !== undefined

/** Events in between are missing: what any bin holds is not known any more. */
export const lose = (state: StockState): StockState => ({ ...opened(state), stated: [] })

const opened = (state: StockState) =>
  state.status === 'open' ? state : { status: 'open' as const, bins: {}, counts: {} }

/** The counts of a holding that its book remembers, the earliest first. */
export const postedCounts = (state: StockState, holding: Holding): readonly PostedCount[] =>
  state.status === 'open' ? (lookup(state.counts, holdingOf(holding)) ?? []) : []

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
  return deltasOf(event).map((delta) => Object.assign(delta, common))
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
  const bins: Record<HoldingKey, number> = { ...open.bins }
  const set = (key: HoldingKey, next: number) => {
    if (next === 0) delete bins[key]
    else bins[key] = next
  }
  for (const change of deltasOf(event)) {
    const key = holdingOf(change)
    set(key, (lookup(bins, key) ?? 0) + change.delta)
  }
  if (event.type !== 'CountVariancePosted') return { ...open, bins }
  const { onHand: holds } = event.data
  const key = holdingOf(event.data)
  const counts = { ...open.counts, [key]: remember(lookup(open.counts, key) ?? [], event) }
  if (holds === undefined) return { ...open, bins, counts }
  set(key, holds)
  if (open.stated === undefined || open.stated.includes(key)) return { ...open, bins, counts }
  return { ...open, bins, counts, stated: [...open.stated, key] }
}
