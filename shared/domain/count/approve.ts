import type { Facts, Intent, RebaseContext } from '../aggregate.ts'
import type { CountPolicy } from '../counting.ts'
import {
  accept,
  conflict,
  type Conflicted,
  type Decision,
  orConflict,
  type Rebased,
  refuse,
  satisfied,
} from '../decision.ts'
import { laterThan } from '../stock/index.ts'
import { policyOf } from './enter.ts'
import type { AcceptCountLine, ApproveCount, ApprovedLine, CountEvent, Place } from './messages.ts'
import { type CountObservation, findObservation, placeOf } from './observations.ts'
import { type ReviewedPlace, reviewOf } from './review.ts'
import { type OpenedCount, samePlace } from './state.ts'

/** Lines in one approval: with the longest codes that there can be, well under what the central store takes at once. */
const LINES_AT_ONCE = 500

/** An approval of more lines is several, each of what it names; none where one is enough. */
export function partsOf(
  command: ApproveCount,
  decided: readonly CountEvent[],
): readonly ApproveCount[] {
  const lines = decided.flatMap((event) =>
    event.type === 'CountLinesApproved' ? event.data.lines : [],
  )
  const { lines: asked = [] } = command
  if (lines.length <= LINES_AT_ONCE && asked.length <= LINES_AT_ONCE) return []
  const shown = lines.map(({ observation: { line, counted }, book }) => ({ line, counted, book }))
  const parts: ApproveCount[] = []
  for (let start = 0; start < shown.length; start += LINES_AT_ONCE)
    parts.push({ ...command, lines: shown.slice(start, start + LINES_AT_ONCE) })
  return parts
}

type Asked<C> = Pick<Intent<C>, 'operator'> & { readonly command: C }

const isReady = ({ status }: ReviewedPlace) => status === 'ready'

/** Four eyes: may this person approve an observation, or take it as the right one? */
const isOwn = (by: string, operator: string, facts: Facts): boolean =>
  by === operator && policyOf(facts).ownApproval !== 'allow'

/**
 * The observation of a place that somebody may approve: the chosen one, or another that says the same, where the chosen
 * one is their own. What somebody else took as right has been seen by two already.
 */
export function approvableBy(
  place: ReviewedPlace,
  operator: string,
  ownApproval: CountPolicy['ownApproval'],
): CountObservation | undefined {
  const { chosen, agreeing, acceptedBy } = place
  if (ownApproval === 'allow') return chosen
  if (acceptedBy !== undefined && acceptedBy !== chosen.by) return chosen
  return [...agreeing, chosen].findLast(({ by }) => by !== operator)
}

function approvedLine(
  { sku, reason, variance }: ReviewedPlace,
  one: CountObservation,
): ApprovedLine {
  const { count: _, ...observation } = one.observation
  const line = { sku, observation, book: observation.counted - variance }
  return reason === undefined ? line : { ...line, reason }
}

/** The approval of these lines, and of the whole count where nothing is left of it then. */
function approvalOf(
  { command: { count }, operator: by }: Asked<ApproveCount>,
  state: OpenedCount,
  facts: Facts,
  lines: readonly ApprovedLine[],
  review: readonly ReviewedPlace[],
): readonly CountEvent[] {
  const inCount = { warehouse: facts.warehouse.code, count }
  const events: CountEvent[] =
    lines.length === 0 ? [] : [{ type: 'CountLinesApproved', data: { ...inCount, lines, by } }]
  const places = new Set(lines.map(({ sku, observation: { bin } }) => JSON.stringify([bin, sku])))
  const complete = review.every(
    ({ status, bin, sku }) => status === 'approved' || places.has(JSON.stringify([bin, sku])),
  )
  if (complete && state.status === 'submitted')
    events.push({ type: 'CountApproved', data: { ...inCount, by } })
  return events
}

/** Approves what the supervisor was shown and is still so; without that, what this terminal knows to be ready. */
export function approve(
  asked: Asked<ApproveCount>,
  state: OpenedCount,
  facts: Facts,
): Decision<CountEvent> {
  const { command, operator } = asked
  const { count } = command
  if (state.status === 'open' || state.status === 'cancelled')
    return refuse('invalid-state', { count, status: state.status })
  const policy = policyOf(facts)
  const review = reviewOf(state, facts.counting?.readings ?? [], policy)
  const shown = command.lines && new Map(command.lines.map((line) => [line.line, line]))
  const isShown = ({ agreeing, variance }: ReviewedPlace) =>
    shown === undefined ||
    agreeing.some(({ observation: { line, counted } }) => {
      const seen = shown.get(line)
      return seen?.counted === counted && counted - seen.book === variance
    })
  const wanted = review.filter(isReady).filter(isShown)
  const lines = wanted.flatMap((place) => {
    const one = approvableBy(place, operator, policy.ownApproval)
    return one ? [approvedLine(place, one)] : []
  })
  const events = approvalOf(asked, state, facts, lines, review)
  if (events.length > 0) return accept(events)
  if (wanted.length > 0) return refuse('own-count', { count, lines: wanted.length })
  const left = review.filter(({ status }) => status !== 'approved').length
  return refuse('nothing-to-approve', { count, left })
}

/** What has become of a line that was approved, on newer state. */
type Fate =
  | { readonly is: 'stands' }
  | { readonly is: 'approved' }
  | { readonly is: 'approved-otherwise'; readonly theirs: CountObservation | undefined }
  | { readonly is: 'changed' }

function fateOf(
  { sku, observation: { bin, line, counted }, book }: ApprovedLine,
  state: OpenedCount,
  review: readonly ReviewedPlace[],
): Fate {
  const place = { bin, sku }
  if (state.approved.some((other) => other.line === line)) return { is: 'approved' }
  const reviewed = review.find((one) => samePlace(one, place))
  const undisputed =
    reviewed !== undefined &&
    (reviewed.status === 'ready' || reviewed.status === 'needs-reason') &&
    reviewed.variance === counted - book &&
    reviewed.agreeing.some(
      ({ observation }) => observation.line === line && observation.counted === counted,
    )
  if (undisputed) return { is: 'stands' }
  const theirs = state.approved.findLast((other) => samePlace(other, place))
  return theirs === undefined
    ? { is: 'changed' }
    : { is: 'approved-otherwise', theirs: findObservation(state, theirs.line) }
}

/**
 * An approval on newer state. It approves what it named at first, and of that only what is still exactly so: what was
 * added, taken back or looked at otherwise meanwhile is for another look, and nothing that nobody saw is approved.
 * The tolerance is the one of then.
 */
export function approveAgain(
  asked: Asked<ApproveCount>,
  state: OpenedCount,
  facts: Facts,
  decided: readonly CountEvent[],
): Rebased<CountEvent> {
  const { count } = asked.command
  // Parked without having been decided: there is nothing that it named.
  if (decided.length === 0) return orConflict(approve(asked, state, facts))
  const named = decided.flatMap((event) =>
    event.type === 'CountLinesApproved' ? event.data.lines : [],
  )
  const review = reviewOf(state, facts.counting?.readings ?? [], policyOf(facts))
  const fates = named.map((line) => ({ line, fate: fateOf(line, state, review) }))
  const lines = fates.flatMap(({ line, fate }) => (fate.is === 'stands' ? [line] : []))
  const otherwise = fates.find(({ fate }) => fate.is === 'approved-otherwise')
  if (lines.length === 0 && otherwise?.fate.is === 'approved-otherwise') {
    const { sku, observation } = otherwise.line
    return decidedOtherwise(
      count,
      { bin: observation.bin, sku },
      observation,
      otherwise.fate.theirs,
    )
  }
  const events = approvalOf(asked, state, facts, lines, review)
  if (events.length > 0) return accept(events)
  if (fates.every(({ fate }) => fate.is === 'approved')) return satisfied
  const left = review.filter(({ status }) => status !== 'approved').length
  return conflict('no-longer-possible', { code: 'nothing-to-approve', count, left })
}

function decidedOtherwise(
  count: string,
  { bin, sku }: Place,
  { line, counted }: { readonly line: string; readonly counted: number },
  theirs: CountObservation | undefined,
): Conflicted {
  const other = theirs === undefined ? {} : { theirs: theirs.observation.counted, by: theirs.by }
  const code = 'decided-otherwise'
  return conflict('no-longer-possible', { code, count, bin, sku, line, counted, ...other })
}

const changedFigure = (count: string, one: CountObservation, accepted: number) => {
  const { line, counted } = one.observation
  return { count, line, ...placeOf(one), counted, accepted }
}

/** Takes one observation of a place as the right one. */
export function acceptLine(
  { command, operator }: Asked<AcceptCountLine>,
  state: OpenedCount,
  facts: Facts,
): Decision<CountEvent> {
  const { count, line, reason } = command
  const one = findObservation(state, line)
  if (one === undefined) return refuse('not-found', { count, line })
  if (reason !== undefined && !facts.warehouse.reasons.includes(reason))
    return refuse('reason-unknown', { reason, known: facts.warehouse.reasons })
  const { counted } = one.observation
  const shown = command.counted ?? counted
  if (shown !== counted) return refuse('figure-changed', changedFigure(count, one, shown))
  if (isOwn(one.by, operator, facts)) return refuse('own-count', { count, lines: 1 })
  const place = placeOf(one)
  const approval = state.approved.findLast((other) => samePlace(other, place))
  const approved = approval && findObservation(state, approval.line)
  if (approved && approved !== one && !laterThan(one.observation, approved.observation)) {
    const { counted, to } = approved.observation
    return refuse('later-look-approved', { count, line, ...place, approved: counted, at: to })
  }
  const why = reason === undefined ? {} : { reason }
  const data = { warehouse: facts.warehouse.code, count, line, counted, ...why, by: operator }
  return accept([{ type: 'CountLineAccepted', data }])
}

/** What others have taken as right for the same place meanwhile, or approved. */
function decidedBy(
  state: OpenedCount,
  place: Place,
  line: string,
  since: readonly CountEvent[],
): CountObservation | undefined {
  const lines = since.flatMap((event) => {
    if (event.type === 'CountLineAccepted') return [event.data.line]
    if (event.type !== 'CountLinesApproved') return []
    return event.data.lines.map(({ observation }) => observation.line)
  })
  return lines
    .filter((other) => other !== line)
    .flatMap((other) => findObservation(state, other) ?? [])
    .findLast((other) => samePlace(placeOf(other), place))
}

/** Of two supervisors who decide on one place, the first counts; and a figure that has grown since is another figure. */
export function acceptLineAgain(
  asked: Asked<AcceptCountLine>,
  state: OpenedCount,
  facts: Facts,
  { unseen, decided: [first] }: RebaseContext<CountEvent>,
): Rebased<CountEvent> {
  const { count, line } = asked.command
  if (state.approved.some((other) => other.line === line)) return satisfied
  const one = findObservation(state, line)
  if (one === undefined) return conflict('no-longer-possible', { code: 'not-found', count, line })
  const place = placeOf(one)
  const { counted } = one.observation
  const accepted = first?.type === 'CountLineAccepted' ? first.data.counted : undefined
  if (accepted !== undefined && accepted !== counted) {
    const changed = changedFigure(count, one, accepted)
    return conflict('no-longer-possible', { code: 'figure-changed', ...changed })
  }
  const theirs = decidedBy(state, place, line, unseen)
  if (theirs) return decidedOtherwise(count, place, one.observation, theirs)
  // Whether it may be is judged by the rules of then.
  return first ? accept([first]) : orConflict(acceptLine(asked, state, facts))
}
