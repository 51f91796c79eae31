import { type Facts, type Intent, isLive, type Rulings } from '../aggregate.ts'
import { defaultCountPolicy } from '../counting.ts'
import { withOffset } from '../clock.ts'
import { lookup } from '../record.ts'
import type { CountVarianceCorrected, StockCommand, StockEvent } from './messages.ts'
import { type PostedCount, ruledSide, type Side, sideOfPosted } from './observation.ts'
import type { Delta } from './movements.ts'
import { postedCounts, type StockState } from './state.ts'

/** What a rebase adds to a decision: which postings were not known when it was made, and how a person ruled. */
export type Hindsight = {
  readonly since: readonly StockEvent[]
  readonly rulings?: Rulings | undefined
}

export const noHindsight: Hindsight = { since: [] }

export const clockTolerance = (facts: Facts): number =>
  (facts.warehouse.policy ?? defaultCountPolicy).clockTolerance

/** How a movement stands to the counts of its bin that are posted already. */
export type Lateness =
  | { readonly is: 'current' }
  /** Made before a count that has seen its effect: the count's variance is corrected by as much. */
  | { readonly is: 'counted-already'; readonly correction: CountVarianceCorrected }
  /** Made while the bin was being counted: only a person can tell. */
  | { readonly is: 'unclear'; readonly count: PostedCount }

const wasPostedSince = ({ count, line }: PostedCount, since: readonly StockEvent[]): boolean =>
  since.some(
    (event) =>
      event.type === 'CountVariancePosted' &&
      event.data.count === count &&
      event.data.line === line,
  )

export function correctionOf(
  posted: Pick<PostedCount, 'count' | 'line' | 'from' | 'to' | 'clockOffset'>,
  at: { readonly warehouse: string; readonly sku: string } & Delta,
): CountVarianceCorrected {
  const { count, line, from, to, clockOffset } = posted
  const data = { ...at, count, line, from, to, ...withOffset(clockOffset) }
  return { type: 'CountVarianceCorrected', data }
}

/**
 * Compares what a movement does to one bin with the counts posted there. Before any of them, it is the business of the
 * earliest that came after it; the later ones have that one's corrected book under them. Else the latest says what the
 * bin holds: what was made after it was made after those before it, too.
 */
export function lateness(
  intent: Omit<Intent<StockCommand>, 'operator' | 'role'>,
  effect: Delta,
  state: StockState,
  facts: Facts,
  { since, rulings = {} }: Hindsight,
): Lateness {
  const { terminal, sequence, occurredAt, clockOffset, command } = intent
  const movement = { terminal, sequence, occurredAt, said: !isLive(intent), clockOffset }
  const sides = postedCounts(state, effect).map((count): readonly [Side, PostedCount] => {
    const unseen = wasPostedSince(count, since)
    const side = sideOfPosted(movement, count, unseen, clockTolerance(facts))
    return [ruledSide(side, lookup(rulings, count.line)), count]
  })
  const seenBy = sides.find(([is]) => is === 'before')?.[1]
  if (seenBy !== undefined) {
    const at = { warehouse: facts.warehouse.code, sku: command.sku, ...effect }
    return {
      is: 'counted-already',
      correction: correctionOf(seenBy, { ...at, delta: -effect.delta }),
    }
  }
  const [is, count] = sides.at(-1) ?? []
  return is === 'unclear' && count !== undefined ? { is, count } : { is: 'current' }
}
