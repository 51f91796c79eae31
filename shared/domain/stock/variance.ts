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
import type { PostCountVariance } from './commands.ts'
import type { StockEvent } from './events.ts'
import { clockTolerance, correctionOf, type Hindsight } from './late.ts'
import { bookThen, laterThan } from './observation.ts'
import { onHand, postedCounts, type StockState } from './state.ts'

/** Is this line of a count in the book already, as far as the book remembers? */
export const isPosted = (
  state: StockState,
  { bin, count, line }: PostCountVariance['observation'],
): boolean =>
  postedCounts(state, bin).some((posted) => posted.count === count && posted.line === line)

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
 * Posts a count line as a delta against the book as of then, so that what was done afterwards still holds.
 * A count of the bin that is later and already posted has the last word: this one's delta is taken back there.
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
  const { book, ifBefore, unclear } = bookThen(
    observation,
    onHand(state, bin),
    facts.counting?.movements ?? [],
    clockTolerance(facts),
    rulings,
  )
  const asked = unclear[0]
  if (asked !== undefined) return overlap(command, asked, unclear, ifBefore)
  const delta = counted - book
  const why = reason === undefined ? {} : { reason }
  const events: StockEvent[] = [
    {
      type: 'CountVariancePosted',
      data: { warehouse, sku, ...observation, book, delta, ...why },
    },
  ]
  const next = postedCounts(state, bin).find((posted) => laterThan(posted, observation))
  if (next !== undefined && delta !== 0)
    events.push(correctionOf(next, { warehouse, sku, bin, delta: -delta }))
  return accept(events)
}
