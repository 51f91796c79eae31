import type { Facts, Intent } from '../aggregate.ts'
import { accept, type Decision, refuse, unreachable } from '../decision.ts'
import { lookup } from '../record.ts'
import { enter, policyOf } from './enter.ts'
import type { ApprovedLine, CountCommand, CountEvent, OpenCount } from './messages.ts'
import { countersOf, observationsOf, type ReviewedPlace, reviewOf } from './review.ts'
import { type CountState, type OpenedCount, samePlace } from './state.ts'

/** Lines in one event of an approval: well under what the central store takes in one event. */
const LINES_PER_EVENT = 500

function open(command: OpenCount, by: string, facts: Facts): Decision<CountEvent> {
  const { count, bins, skus = [], blind = false, tolerance } = command
  if (!facts.warehouse.registered)
    return refuse('warehouse-unknown', { warehouse: facts.warehouse.code })
  if (bins.length === 0 && skus.length === 0)
    return refuse('invalid-command', { problem: 'neither bins nor products to count' })
  const bin = bins.find((one) => lookup(facts.bins, one) !== true)
  if (bin !== undefined) return refuse('bin-unknown', { bin })
  const sku = skus.find((one) => lookup(facts.products, one) !== true)
  if (sku !== undefined) return refuse('product-unknown', { sku })
  const limits = tolerance === undefined ? {} : { tolerance }
  const warehouse = facts.warehouse.code
  const plan = { count, bins: [...new Set(bins)], skus: [...new Set(skus)], blind, ...limits }
  return accept([{ type: 'CountOpened', data: { warehouse, ...plan, by } }])
}

function approve(
  count: string,
  by: string,
  state: OpenedCount,
  facts: Facts,
  since: readonly CountEvent[],
): Decision<CountEvent> {
  if (state.status === 'open' || state.status === 'cancelled')
    return refuse('invalid-state', { count, status: state.status })
  const warehouse = facts.warehouse.code
  const review = reviewOf(state, facts.counting?.readings ?? [], policyOf(facts))
  // What came in after the supervisor looked has not been looked at.
  const fresh = since.flatMap((event) =>
    event.type === 'CountRecorded' || event.type === 'CountScanned'
      ? [event.data]
      : event.type === 'BinConfirmedEmpty'
        ? event.data.skus.map(({ sku }) => ({ bin: event.data.bin, sku }))
        : [],
  )
  const within = review.filter(
    (place) => place.status === 'ready' && !fresh.some((line) => samePlace(line, place)),
  )
  const events: CountEvent[] = []
  for (let start = 0; start < within.length; start += LINES_PER_EVENT) {
    const lines = within.slice(start, start + LINES_PER_EVENT).map(approvedLine)
    events.push({ type: 'CountLinesApproved', data: { warehouse, count, lines, by } })
  }
  const left = review.filter(({ status }) => status !== 'ready' && status !== 'approved')
  const complete = left.length === 0 && within.length === review.filter(isReady).length
  if (complete && state.status === 'submitted')
    events.push({ type: 'CountApproved', data: { warehouse, count, by } })
  if (events.length === 0)
    return refuse('nothing-to-approve', { count, left: left.length + fresh.length })
  return accept(events)
}

const isReady = ({ status }: ReviewedPlace) => status === 'ready'

function approvedLine({ sku, chosen, book, reason }: ReviewedPlace): ApprovedLine {
  const { count: _, ...observation } = chosen.observation
  return reason === undefined ? { sku, observation, book } : { sku, observation, book, reason }
}

/** Decides what a count answers. */
export function decideWith(
  intent: Intent<CountCommand>,
  state: CountState,
  facts: Facts,
  /** On a rebase, what others did to the count since it was first decided. */
  since: readonly CountEvent[] = [],
): Decision<CountEvent> {
  const { command, operator, role } = intent
  const { count } = command
  const inCount = { warehouse: facts.warehouse.code, count, by: operator }
  if (command.type === 'OpenCount')
    return state.status === 'unopened'
      ? open(command, operator, facts)
      : refuse('already-registered', { count })
  if (state.status === 'unopened') return refuse('not-found', { count })
  switch (command.type) {
    case 'RecordCount':
    case 'ScanCount':
    case 'UndoCount':
    case 'ConfirmEmptyBin':
    case 'ReportFound':
      return enter(intent, command, state, facts)
    case 'SubmitCount':
      if (state.status !== 'open') return refuse('invalid-state', { count, status: state.status })
      return accept([{ type: 'CountSubmitted', data: inCount }])
    default:
      break
  }
  if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
  if (state.status === 'cancelled') return refuse('invalid-state', { count, status: state.status })
  switch (command.type) {
    case 'RequestRecount': {
      const { lines } = command
      const done = lines.find((line) => state.approved.some((one) => samePlace(one, line)))
      if (done) return refuse('already-posted', { count, ...done })
      const uncounted = lines.find((line) => countersOf(state, line).size === 0)
      if (uncounted) return refuse('not-found', { count, bin: uncounted.bin, sku: uncounted.sku })
      return accept([{ type: 'RecountRequested', data: { ...inCount, lines } }])
    }
    case 'AcceptCountLine': {
      const { line, reason } = command
      if (!observationsOf(state).some(({ observation }) => observation.line === line))
        return refuse('not-found', { count, line })
      if (reason !== undefined && !facts.warehouse.reasons.includes(reason))
        return refuse('reason-unknown', { reason, known: facts.warehouse.reasons })
      const why = reason === undefined ? {} : { reason }
      return accept([{ type: 'CountLineAccepted', data: { ...inCount, line, ...why } }])
    }
    case 'ApproveCount':
      return approve(count, operator, state, facts, since)
    case 'CancelCount': {
      if (state.approved.length > 0) return refuse('invalid-state', { count, status: 'approved' })
      const { reason } = command
      return accept([{ type: 'CountCancelled', data: { ...inCount, reason } }])
    }
    default:
      return unreachable(command)
  }
}
