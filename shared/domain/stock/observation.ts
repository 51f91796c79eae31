import type { Ruling, Rulings } from '../ruling.ts'
import type { Movement } from '../counting.ts'
import { type Holding, sameHolding } from './holding.ts'
import { likeliest, type Span, spanOf } from '../clock.ts'
import { instant } from '../instant.ts'
import { lookup } from '../record.ts'

/** Somebody looked into a bin: what was there of the SKU, when, and what the counter's terminal knew then. */
export type Observation = Holding & {
  readonly count: string
  /** The line's own id within the count. */
  readonly line: string
  /** In stock-keeping units; zero is a count. */
  readonly counted: number
  /** From its own first entry to its own last, on the counter's clock: one moment where it is one entry. */
  readonly from: string
  readonly to: string
  readonly terminal: string
  readonly sequence: number
  /** The stock stream's last confirmed revision that the terminal knew; -1 for none. */
  readonly known: number
  /** The times are the terminal's clock; false when the person said when they had looked. */
  readonly live: boolean
  /** What the counter's clock was off by, in milliseconds, ahead is above zero; `from` and `to` are as far apart for it. */
  readonly clockOffset?: number | undefined
}

/**
 * The revision of the stream after which movements matter for the observation: where the counter said when, the time
 * counts more than what was known.
 */
export const startOf = ({ known, live }: Pick<Observation, 'known' | 'live'>): number =>
  live ? known : -1

/** What a bin's book keeps of an observation whose variance is posted. */
export type PostedCount = Omit<Observation, keyof Holding | 'counted' | 'known'>

/** Where a movement lies relative to an observation; `unclear` when the two overlap. */
export type Side = 'before' | 'after' | 'unclear'

/**
 * A time that a person said is believed up to a day away from what the terminal knew. Beyond that the clock or the
 * date is wrong, and what was known is taken as what came first.
 */
const BELIEVABLE = 24 * 3600 * 1000

function byClaims(movement: Span, observation: Span, clockTolerance: number): Side {
  const slack = clockTolerance * 1000
  if (instant(movement.to) + slack < instant(observation.from)) return 'before'
  if (instant(movement.from) - slack > instant(observation.to)) return 'after'
  return 'unclear'
}

/** The order in which observations of a bin replace each other: by their end, then by what no two share. */
export function laterThan(
  a: Pick<Observation, 'from' | 'to' | 'line' | 'clockOffset'>,
  b: Pick<Observation, 'from' | 'to' | 'line' | 'clockOffset'>,
): boolean {
  const [left, right] = [likeliest(a, a.clockOffset), likeliest(b, b.clockOffset)]
  if (left.to !== right.to) return left.to > right.to
  const begins = left.from - right.from
  return begins === 0 ? a.line > b.line : begins > 0
}

type Placed = Span & Pick<Movement, 'terminal' | 'sequence' | 'said'>

/**
 * Was a movement made before the bin was counted, or after? What the counter's terminal knew was before. For the rest
 * there are only the clocks: a movement of another terminal between its first and its last entry is unclear.
 */
function place(
  movement: Placed,
  observation: PostedCount,
  knownToCounter: boolean,
  clockTolerance: number,
): Side {
  const own = movement.terminal === observation.terminal
  const known = own ? movement.sequence < observation.sequence : knownToCounter
  if (known && observation.live) return 'before'
  const oneClock = own && observation.live && movement.said !== true
  const claimed = byClaims(movement, observation, oneClock ? 0 : clockTolerance)
  if (known) {
    const since = instant(movement.from) - instant(observation.to)
    return claimed === 'after' && since <= BELIEVABLE ? 'after' : 'before'
  }
  // One terminal has one clock: what it did later than a moment is after. What a person said is by another clock.
  return oneClock && claimed === 'unclear' && isMoment(observation) ? 'after' : claimed
}

const isMoment = ({ from, to }: Span): boolean => instant(from) === instant(to)

/** Where something on the stream lies relative to an observation whose variance is not posted yet. */
export function sideOf(movement: Movement, observation: Observation, clockTolerance: number): Side {
  const { line, revision } = movement
  // What was posted for this very observation is no part of the book that it is compared with.
  if (line === observation.line) return 'after'
  if (line !== undefined) return laterThan({ ...movement, line }, observation) ? 'after' : 'before'
  const known = revision !== undefined && revision <= observation.known
  return place(movement, observation, known, clockTolerance)
}

const sides = { 'before-count': 'before', 'after-count': 'after' } as const

/** Where a movement lies once a person has ruled: a ruling is about what was unclear, and only that. */
export const ruledSide = (side: Side, ruling: Ruling | undefined): Side =>
  side === 'unclear' && ruling !== undefined ? sides[ruling] : side

/** The book of a bin as of an observation, with what cannot be placed on either side of it and nobody has ruled on. */
export type BookThen = {
  readonly book: number
  /** The book if all of that was made before the observation, and if all of it was made after. */
  readonly ifBefore: number
  readonly ifAfter: number
  readonly unclear: readonly Movement[]
}

/**
 * What the book of the bin was when it was counted: what it is now, less what was done after.
 * What is unclear lies where a person ruled that it does; `book` takes the rest of it as made before.
 */
export function bookThen(
  observation: Observation,
  now: number,
  movements: readonly Movement[],
  clockTolerance: number,
  rulings: Rulings = {},
): BookThen {
  const placed = (movement: Movement): Side =>
    ruledSide(sideOf(movement, observation, clockTolerance), lookup(rulings, movement.intention))
  const sides = Map.groupBy(
    movements.filter((movement) => sameHolding(movement, observation)),
    placed,
  )
  const sum = (side: Side) => (sides.get(side) ?? []).reduce((total, { delta }) => total + delta, 0)
  const ifBefore = now - sum('after')
  const ifAfter = ifBefore - sum('unclear')
  return { book: ifBefore, ifBefore, ifAfter, unclear: sides.get('unclear') ?? [] }
}

/** A movement that reaches the book after counts of its bin were posted. */
export type LateMovement = Pick<Movement, 'terminal' | 'sequence'> & {
  readonly occurredAt: string
  /** The person said when; else it is the clock's. */
  readonly said: boolean
  readonly clockOffset?: number | undefined
}

/**
 * Where a movement that arrives now lies relative to a count that is posted already.
 * `unseen`: the mover's terminal had not seen the posting when the movement was accepted there.
 */
export function sideOfPosted(
  movement: LateMovement,
  posted: PostedCount,
  unseen: boolean,
  clockTolerance: number,
): Side {
  const { terminal, sequence, occurredAt, said } = movement
  const placed = { terminal, sequence, said, ...spanOf(occurredAt, movement.clockOffset) }
  if (unseen || terminal === posted.terminal) return place(placed, posted, false, clockTolerance)
  if (!said) return 'after'
  const since = instant(posted.from) - instant(occurredAt)
  const claimed = byClaims(placed, posted, clockTolerance)
  return claimed === 'before' && since > BELIEVABLE ? 'after' : claimed
}
