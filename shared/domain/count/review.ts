import { type CountPolicy, defaultCountPolicy, type Reading, type Tolerance } from '../counting.ts'
import { oncePer } from '../memo.ts'
import { laterThan } from '../stock/index.ts'
import type { Place } from './messages.ts'
import { type CountObservation, observationsOf, placeOf } from './observations.ts'
import { type Acceptance, type OpenedCount, placeKey, roundOf } from './state.ts'

/**
 * Where a place of a count stands:
 * - `to-recount`: a recount was asked for and has not been made;
 * - `differs`: several people counted it and do not agree;
 * - `needs-reason`: further from the book than the tolerance, and nobody has said why;
 * - `late`: after it was approved, something came in that says otherwise;
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
  /** Those that stand for the place as well as the chosen one does. */
  readonly agreeing: readonly CountObservation[]
  readonly book: number
  /** Counted less book, in stock-keeping units. */
  readonly variance: number
  readonly reason?: string | undefined
  /** Who took the chosen observation as the right one, where somebody has. */
  readonly acceptedBy?: string | undefined
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
export function candidates(
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

/** What a supervisor has last decided of a place: which observation stands, and what was known then. */
type Decision = {
  readonly one: CountObservation
  readonly entries: number
  readonly round: number
  readonly isApproved: boolean
  readonly acceptance?: Acceptance | undefined
}

const approvedAt = oncePer(
  (approved: OpenedCount['approved']): ReadonlyMap<string, number> =>
    new Map(approved.map(({ line }, index) => [line, index])),
)

const acceptedOf = oncePer(
  (accepted: OpenedCount['accepted']): ReadonlyMap<string, readonly Acceptance[]> =>
    Map.groupBy(accepted, ({ line }) => line),
)

const NEVER = -1

const isAccepted = ({ observation }: CountObservation, { counted }: Acceptance) =>
  observation.counted === counted

/** Has somebody taken this observation, as it is, as the right one, or approved it? */
export const isDecidedOn = (state: OpenedCount, one: CountObservation): boolean => {
  const { line } = one.observation
  const accepted = acceptedOf(state.accepted).get(line) ?? []
  return approvedAt(state.approved).has(line) || accepted.some((each) => isAccepted(one, each))
}

/**
 * The last decision on a place. What was accepted stands for as long as its figure does: when something is added to it
 * or taken back, that is another decision.
 */
function decisionOn(
  state: OpenedCount,
  observations: readonly CountObservation[],
): Decision | undefined {
  const approvals = approvedAt(state.approved)
  const isApproved = ({ observation }: CountObservation) => approvals.has(observation.line)
  const indexOf = ({ observation }: CountObservation) => approvals.get(observation.line) ?? NEVER
  const approved = observations
    .filter(isApproved)
    .reduce<CountObservation | undefined>(
      (last, one) => (last && indexOf(last) > indexOf(one) ? last : one),
      undefined,
    )
  const acceptances = observations.flatMap((one) => {
    const of = acceptedOf(state.accepted).get(one.observation.line) ?? []
    return of.filter((each) => isAccepted(one, each)).map((acceptance) => ({ one, acceptance }))
  })
  const last = acceptances.toSorted(
    (a, b) => state.accepted.indexOf(a.acceptance) - state.accepted.indexOf(b.acceptance),
  )
  const accepted = last.at(-1)
  if (accepted && accepted.acceptance.approvals > (approved ? indexOf(approved) : NEVER)) {
    const { one, acceptance } = accepted
    const { entries, round } = acceptance
    return { one, entries, round, acceptance, isApproved: isApproved(one) }
  }
  const approval = approved && state.approved[indexOf(approved)]
  if (approved === undefined || approval === undefined) return undefined
  return { one: approved, entries: approval.entries, round: approval.round, isApproved: true }
}

type Judging = {
  readonly state: OpenedCount
  readonly place: Place
  readonly observations: readonly CountObservation[]
  readonly readings: ReadonlyMap<string, Reading>
  readonly policy: CountPolicy
}

function judge(
  { place, observations, readings }: Judging,
  one: CountObservation,
  status: PlaceStatus,
  agreeing: readonly CountObservation[] = [one],
): ReviewedPlace {
  const book = readings.get(one.observation.line)?.book ?? one.expected
  const variance = one.observation.counted - book
  const { reason } = one
  return { ...place, status, chosen: one, observations, agreeing, book, variance, reason }
}

/**
 * Does an observation say the same as one that was decided on? Where that one is posted, it is in the book that a later
 * look is compared with.
 */
function agrees(judging: Judging, one: CountObservation, decided: CountObservation): boolean {
  const isIn = judging.readings.get(decided.observation.line)?.posted === true
  const expected =
    isIn && laterThan(one.observation, decided.observation)
      ? 0
      : judge(judging, decided, 'ready').variance
  return judge(judging, one, 'ready').variance === expected
}

/** A place that a supervisor has decided on: with what they could not have seen, if that says something else. */
function decided(judging: Judging, decision: Decision, round: number): ReviewedPlace {
  const { one, acceptance, isApproved } = decision
  const newer = judging.observations.filter(({ after }) => after >= decision.entries)
  const others = newer.filter((each) => each !== one && !agrees(judging, each, one))
  const other = others.at(-1)
  const again = round > decision.round && !newer.some((each) => each.round >= round)
  if (again) return judge(judging, one, 'to-recount')
  if (other !== undefined) return judge(judging, other, isApproved ? 'late' : 'differs')
  if (isApproved) return judge(judging, one, 'approved')
  const place = judge(judging, one, 'ready')
  const reason = acceptance?.reason ?? place.reason
  return { ...place, reason, acceptedBy: acceptance?.by }
}

function review(judging: Judging): ReviewedPlace | undefined {
  const { state, place, observations, readings, policy } = judging
  const latest = observations.at(-1)
  if (latest === undefined) return undefined
  const round = roundOf(state, place)
  const decision = decisionOn(state, observations)
  if (decision && (decision.isApproved || round <= decision.round))
    return decided(judging, decision, round)
  const able = candidates(observations, round, policy)
  const chosen = able.at(-1)
  if (chosen === undefined) return judge(judging, latest, 'to-recount')
  const { book, variance, reason } = judge(judging, chosen, 'ready')
  const varianceOf = (one: CountObservation) => judge(judging, one, 'ready').variance
  if (able.some((one) => varianceOf(one) !== variance)) return judge(judging, chosen, 'differs')
  const unitValue = readings.get(chosen.observation.line)?.unitValue
  const tolerance = state.plan.tolerance ?? policy.tolerance
  const beyond = beyondTolerance(tolerance, variance, book, unitValue) && reason === undefined
  return judge(judging, chosen, beyond ? 'needs-reason' : 'ready', able)
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
    const key = placeKey(placeOf(one))
    const there = places.get(key)
    if (there) there.push(one)
    else places.set(key, [one])
  }
  return [...places.values()].flatMap((observations) => {
    const first = observations[0]
    if (first === undefined) return []
    return review({ state, place: placeOf(first), observations, readings: byLine, policy }) ?? []
  })
}
