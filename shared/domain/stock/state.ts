import type { Movement } from '../counting.ts'
import { unreachable } from '../decision.ts'
import { spanOf, withOffset } from '../clock.ts'
import { lookup } from '../record.ts'
import type { CountVariancePosted, StockEvent } from './events.ts'
import { laterThan, type PostedCount } from './observation.ts'

/** The book of one SKU in one warehouse. Bins that hold nothing are left out. */
export type StockState =
  | { readonly status: 'unopened' }
  | {
      readonly status: 'open'
      readonly bins: Readonly<Record<string, number>>
      /** For each bin, the last counts that were posted, the earliest first. */
      readonly counts: Readonly<Record<string, readonly PostedCount[]>>
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

/** The counts of a bin that its book remembers, the earliest first. */
export const postedCounts = (state: StockState, bin: string): readonly PostedCount[] =>
  state.status === 'open' ? (lookup(state.counts, bin) ?? []) : []

export type BinDelta = { readonly bin: string; readonly delta: number }

/** What an event does to the bins, in stock-keeping units. */
export function binDeltas(event: StockEvent): readonly BinDelta[] {
  switch (event.type) {
    case 'StockReceived':
      return [{ bin: event.data.bin, delta: event.data.quantity }]
    case 'StockPicked':
      return [{ bin: event.data.bin, delta: -event.data.quantity }]
    case 'StockMoved':
      return [
        { bin: event.data.from, delta: -event.data.quantity },
        { bin: event.data.to, delta: event.data.quantity },
      ]
    case 'StockAdjusted':
    case 'CountVariancePosted':
    case 'CountVarianceCorrected':
      return [{ bin: event.data.bin, delta: event.data.delta }]
    default:
      return unreachable(event)
  }
}

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
  const open = state.status === 'open' ? state : { bins: {}, counts: {} }
  const bins: Record<string, number> = { ...open.bins }
  for (const { bin, delta } of binDeltas(event)) {
    const next = (lookup(bins, bin) ?? 0) + delta
    if (next === 0) delete bins[bin]
    else bins[bin] = next
  }
  if (event.type !== 'CountVariancePosted') return { status: 'open', bins, counts: open.counts }
  const { bin } = event.data
  const remembered = remember(lookup(open.counts, bin) ?? [], event)
  return { status: 'open', bins, counts: { ...open.counts, [bin]: remembered } }
}
