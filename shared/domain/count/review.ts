import { type CountPolicy, defaultCountPolicy, type Reading, type Tolerance } from '../counting.ts'
import { instant } from '../instant.ts'
import { oncePer } from '../memo.ts'
import type { Observation } from '../stock/index.ts'
import type { Place } from './messages.ts'
import {
  type CountLine,
  observationId,
  type OpenedCount,
  placeKey,
  roundOf,
  samePlace,
} from './state.ts'

/** One person's look at a place: an entry, or what was entered into one tally. */
export type CountObservation = {
  readonly sku: string
  readonly observation: Observation
  readonly by: string
  /** When the counter looked, or scanned the last piece of it. */
  readonly at: string
  /** What the counter's terminal took the book to be. */
  readonly expected: number
  readonly round: number
  readonly late: boolean
  readonly reason?: string | undefined
}

/** An observation has the time of its own entries: what else was entered at the bin is another look. */
function observationFrom(
  state: OpenedCount,
  id: string,
  lines: readonly CountLine[],
): CountObservation | undefined {
  const first = lines[0]
  if (first === undefined) return undefined
  const times = lines.map(({ at }) => at)
  const from = times.reduce(earlier)
  const to = times.reduce(later)
  const observation: Observation = {
    count: state.plan.count,
    line: id,
    bin: first.bin,
    counted: lines.reduce((total, { quantity }) => total + quantity, 0),
    from,
    to,
    terminal: first.terminal,
    sequence: first.sequence,
    known: first.known,
    live: lines.every(({ live }) => live),
  }
  const { sku, by, expected, round } = first
  const reason = lines.findLast((line) => line.reason !== undefined)?.reason
  const late = lines.some((line) => line.late)
  return { sku, observation, by, at: to, expected, round, late, reason }
}

const earlier = (a: string, b: string) => (instant(a) <= instant(b) ? a : b)
const later = (a: string, b: string) => (instant(a) >= instant(b) ? a : b)

const alone = new WeakMap<CountLine, CountObservation>()

/** An entry that is an observation by itself stays the same value from state to state. */
function observationOf(state: OpenedCount, id: string, lines: readonly CountLine[]) {
  const [line] = lines
  if (line === undefined || lines.length > 1) return observationFrom(state, id, lines)
  const found = alone.get(line) ?? observationFrom(state, id, lines)
  if (found) alone.set(line, found)
  return found
}

/** What has been observed, in the order of the first entries. What was undone is left out. */
export const observationsOf = oncePer((state: OpenedCount): readonly CountObservation[] => {
  const groups = new Map<string, CountLine[]>()
  for (const line of state.lines) {
    if (line.undone) continue
    const id = observationId(line)
    const group = groups.get(id)
    if (group) group.push(line)
    else groups.set(id, [line])
  }
  return [...groups].flatMap(([id, lines]) => observationOf(state, id, lines) ?? [])
})

const approvedIn = oncePer(
  (approved: OpenedCount['approved']): ReadonlySet<string> =>
    new Set(approved.map(({ line }) => line)),
)

/** Observations that a supervisor took as right, with what was said of each. */
const acceptedIn = oncePer(
  (
    accepted: OpenedCount['accepted'],
  ): ReadonlyMap<string, { readonly reason?: string | undefined }> =>
    new Map(accepted.map((one) => [one.line, one])),
)

/**
 * Where a place of a count stands:
 * - `to-recount`: a recount was asked for and has not been made;
 * - `differs`: several people counted it and do not agree;
 * - `needs-reason`: further from the book than the tolerance, and nobody has said why;
 * - `late`: counted again after it was approved, with another result;
 * - `ready`: within reach of approval;
 * - `approved`.
 */
export type PlaceStatus = 'to-recount' | 'differs' | 'needs-reason' | 'late' | 'ready' | 'approved'

/** A place that has been counted, with what is to be thought of it. */
export type ReviewedPlace = Place & {
  readonly status: PlaceStatus
  /** The observation that stands for the place; the latest where none does yet. */
  readonly chosen: CountObservation
  readonly observations: readonly CountObservation[]
  readonly book: number
  /** Counted less book, in stock-keeping units. */
  readonly variance: number
  readonly reason?: string | undefined
}

/** Is a variance beyond what the count lets pass without a reason? */
export function beyondTolerance(
  { quantity, percent, value }: Tolerance,
  variance: number,
  book: number,
  unitValue = 0,
): boolean {
  const size = Math.abs(variance)
  if (quantity !== undefined && size > quantity) return true
  if (value !== undefined && size * unitValue > value) return true
  return percent !== undefined && size * 100 > percent * Math.abs(book)
}

/** The last look of each person: who counts a place twice corrects the first. */
function lastOfEach(observations: readonly CountObservation[]): readonly CountObservation[] {
  const byPerson = new Map<string, CountObservation>()
  for (const one of observations) {
    byPerson.delete(one.by)
    byPerson.set(one.by, one)
  }
  return [...byPerson.values()]
}

/** Those that can stand for a place: after a recount was asked for, what somebody else counted knowing of it. */
function candidates(
  observations: readonly CountObservation[],
  round: number,
  policy: CountPolicy,
): readonly CountObservation[] {
  if (round === 0) return lastOfEach(observations)
  const before = new Set(observations.filter((one) => one.round < round).map(({ by }) => by))
  return lastOfEach(
    observations.filter(
      (one) => one.round >= round && !(policy.recountByAnother && before.has(one.by)),
    ),
  )
}

function review(
  state: OpenedCount,
  place: Place,
  observations: readonly CountObservation[],
  readings: ReadonlyMap<string, Reading>,
  policy: CountPolicy,
): ReviewedPlace | undefined {
  const latest = observations.at(-1)
  if (latest === undefined) return undefined
  const judged = (one: CountObservation, status: PlaceStatus, said?: string): ReviewedPlace => {
    const book = readings.get(one.observation.line)?.book ?? one.expected
    const reason = said ?? one.reason
    const variance = one.observation.counted - book
    return { ...place, status, chosen: one, observations, book, variance, reason }
  }
  const varianceOf = (one: CountObservation) => judged(one, 'ready').variance
  const isApproved = ({ observation }: CountObservation) =>
    approvedIn(state.approved).has(observation.line)
  const acceptances = acceptedIn(state.accepted)
  const accepted = observations.findLast(({ observation }) => acceptances.has(observation.line))
  if (accepted && !isApproved(accepted))
    return judged(accepted, 'ready', acceptances.get(accepted.observation.line)?.reason)
  const approved = observations.findLast(isApproved)
  const round = roundOf(state, place)
  if (approved) {
    if (accepted || approved === latest) return judged(approved, 'approved')
    const newer = observations.slice(observations.indexOf(approved) + 1)
    // What is approved is in the book: who counted the same since then finds no variance, or the same one.
    const agrees = newer.every((one) => [0, varianceOf(approved)].includes(varianceOf(one)))
    return agrees ? judged(approved, 'approved') : judged(latest, 'late')
  }
  const able = candidates(observations, round, policy)
  const chosen = able.at(-1)
  if (chosen === undefined) return judged(latest, 'to-recount')
  if (able.some((one) => varianceOf(one) !== varianceOf(chosen))) return judged(chosen, 'differs')
  const { book, variance, reason } = judged(chosen, 'ready')
  const unitValue = readings.get(chosen.observation.line)?.unitValue
  const tolerance = state.plan.tolerance ?? policy.tolerance
  return beyondTolerance(tolerance, variance, book, unitValue) && reason === undefined
    ? judged(chosen, 'needs-reason')
    : judged(chosen, 'ready')
}

/** Every place that has been counted, with where it stands, in the order of the first entries. */
export function reviewOf(
  state: OpenedCount,
  readings: readonly Reading[],
  policy: CountPolicy = defaultCountPolicy,
): readonly ReviewedPlace[] {
  const byLine = new Map(readings.map((reading) => [reading.line, reading]))
  const places = new Map<string, CountObservation[]>()
  for (const one of observationsOf(state)) {
    const key = placeKey({ bin: one.observation.bin, sku: one.sku })
    const there = places.get(key)
    if (there) there.push(one)
    else places.set(key, [one])
  }
  return [...places.values()].flatMap((observations) => {
    const first = observations[0]
    if (first === undefined) return []
    const place = { bin: first.observation.bin, sku: first.sku }
    return review(state, place, observations, byLine, policy) ?? []
  })
}

/** Who has counted a place so far. */
export const countersOf = (state: OpenedCount, place: Place): ReadonlySet<string> =>
  new Set(state.lines.filter((line) => !line.undone && samePlace(line, place)).map(({ by }) => by))
