import type { Facts } from '../aggregate.ts'
import {
  accept,
  type Accepted,
  conflict,
  type Conflicted,
  refuse,
  type Refused,
} from '../decision.ts'
import type { Movement } from '../counting.ts'
import type { CountVariancePosted, PostCountVariance, StockEvent } from './messages.ts'
import { clockTolerance, correctionOf, type Hindsight } from './late.ts'
import { bookThen, laterThan, startOf } from './observation.ts'
import { hasGaps, isWhole, onHand, postedCounts, type StockState } from './state.ts'

/** Is this line of a count in the book already, as far as the book remembers? */
export const isPosted = (
  state: StockState,
  observation: PostCountVariance['observation'],
): boolean =>
  postedCounts(state, observation).some(
    (posted) => posted.count === observation.count && posted.line === observation.line,
  )

/** Asks about one movement at a time: one of two may have been made before the bin was counted, the other after. */
function overlap(
  { sku, observation }: PostCountVariance,
  { intention }: Movement,
  unclear: readonly Movement[],
  bookIfBefore: number,
): Conflicted {
  const { bin, count, line, counted, from, to } = observation
  const moved = unclear
    .filter((other) => other.intention === intention)
    .reduce((total, { delta }) => total + delta, 0)
  return conflict('movement-during-count', {
    sku,
    bin,
    count,
    line,
    counted,
    from,
    to,
    bookIfBefore,
    bookIfAfter: bookIfBefore - moved,
    movements: [intention],
  })
}

/**
 * An earlier look than one that is posted, on a book of which events are missing: what it was off by then cannot be told,
 * and what the bin holds now the later one has said. It is posted, and moves nothing.
 */
const saysNothingNow = (
  told: Omit<CountVariancePosted['data'], 'book' | 'delta'>,
): CountVariancePosted => ({
  type: 'CountVariancePosted',
  data: { ...told, book: told.counted, delta: 0, incomplete: true },
})

/**
 * Posts a count line as a delta against the book as of then, so that what was done afterwards still holds.
 * A count of the bin that is later and already posted has the last word: this one's delta is taken back there.
 * What the bin holds then is what was counted and what was moved since, whatever came before: it is right on a book that
 * is not whole, too, as long as nothing is missing since.
 */
export function postVariance(
  command: PostCountVariance,
  state: StockState,
  facts: Facts,
  { rulings = {} }: Hindsight,
): Accepted<StockEvent> | Refused | Conflicted {
  const { sku, observation, reason } = command
  const { bin, counted, count, line } = observation
  const warehouse = facts.warehouse.code
  if (isPosted(state, observation) || facts.counting?.posted === true)
    return refuse('already-posted', { count, line, bin, sku })
  const next = postedCounts(state, observation).find((posted) => laterThan(posted, observation))
  const why = reason === undefined ? {} : { reason }
  const told = { warehouse, sku, ...observation, ...why }
  if (next !== undefined && hasGaps(state)) return accept([saysNothingNow(told)])
  const { book, ifBefore, unclear } = bookThen(
    observation,
    onHand(state, observation),
    facts.counting?.movements ?? [],
    clockTolerance(facts),
    rulings,
  )
  const asked = unclear[0]
  if (asked !== undefined) return overlap(command, asked, unclear, ifBefore)
  const whole = isWhole(state, observation)
  const last = facts.incomplete?.last ?? -1
  if (!whole && startOf(observation) < last) return refuse('count-again', { sku, bin, counted })
  const delta = counted - book
  const events: StockEvent[] = [
    {
      type: 'CountVariancePosted',
      data: {
        ...told,
        book,
        delta,
        onHand: onHand(state, observation) + delta,
        ...(whole ? {} : { incomplete: true }),
      },
    },
  ]
  if (next !== undefined && delta !== 0)
    events.push(correctionOf(next, { warehouse, sku, bin, delta: -delta }))
  return accept(events)
}
