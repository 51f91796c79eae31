import { withOffset } from '../clock.ts'
import { type Facts, type Intent, isLive } from '../aggregate.ts'
import { defaultCountPolicy } from '../counting.ts'
import {
  accept,
  conflict,
  type Decision,
  orConflict,
  type Rebased,
  refuse,
  type Refused,
  satisfied,
  unreachable,
} from '../decision.ts'
import { lookup } from '../record.ts'
import type {
  CountCommand,
  CountEvent,
  CountingCommand,
  CountRecorded,
  CountScanned,
  Entry,
  Place,
  Seen,
} from './messages.ts'
import { countersOf, isCovered, observationsOf, placeOf } from './observations.ts'
import { candidates, isDecidedOn } from './review.ts'
import { type OpenedCount, roundOf, samePlace } from './state.ts'

export const policyOf = (facts: Facts) => facts.warehouse.policy ?? defaultCountPolicy

/** Can something be counted at this bin now? After the count was handed in, only what is to be counted again. */
function refuseCounting(
  command: CountingCommand,
  operator: string,
  state: OpenedCount,
  facts: Facts,
): Refused | undefined {
  const { count } = command
  if (command.type === 'UndoCount')
    return state.status === 'open' || isHandedIn(state)
      ? undefined
      : refuse('invalid-state', { count, status: state.status })
  const { bin } = command
  if (lookup(facts.bins, bin) !== true) return refuse('bin-unknown', { bin })
  if (state.plan.bins.length > 0 && !state.plan.bins.includes(bin))
    return refuse('not-in-count', { count, bin })
  const place = 'sku' in command ? { bin, sku: command.sku } : undefined
  if (place && lookup(facts.products, place.sku) !== true)
    return refuse('product-unknown', { sku: place.sku })
  const again = place !== undefined && isToRecount(state, place, facts)
  const goesOn = place !== undefined && isRecounting(state, place, operator)
  if (state.status !== 'open' && !again && !goesOn)
    return refuse('invalid-state', { count, status: state.status })
  if (again && policyOf(facts).recountByAnother && countersOf(state, place).has(operator))
    return refuse('same-counter', { count, ...place })
  return undefined
}

/** Asked for again, and not counted since by anybody whose figure could stand: what they saw before may come in late. */
function isToRecount(state: OpenedCount, place: Place, facts: Facts): boolean {
  const round = roundOf(state, place)
  if (round === 0 || state.status === 'cancelled') return false
  const there = observationsOf(state).filter((one) => samePlace(placeOf(one), place))
  return candidates(there, round, policyOf(facts)).length === 0
}

/** Has this person begun the recount, with nothing decided on it yet? A recount by scanning is many entries. */
function isRecounting(state: OpenedCount, place: Place, operator: string): boolean {
  const round = roundOf(state, place)
  if (!isHandedIn(state) || round === 0) return false
  const current = observationsOf(state).filter(
    (one) => samePlace(placeOf(one), place) && one.round >= round,
  )
  return (
    current.some(({ by }) => by === operator) && !current.some((one) => isDecidedOn(state, one))
  )
}

/** Handed in, and not cancelled: what was asked for again can be counted, also after the rest was approved. */
const isHandedIn = ({ status }: OpenedCount) => status === 'submitted' || status === 'approved'

function seen(state: OpenedCount, place: Place, facts: Facts): Seen {
  const book = facts.counting?.book.find((line) => samePlace(line, place))
  const { onHand = 0, revision = -1 } = book ?? {}
  return { expected: onHand, known: revision, round: roundOf(state, place) }
}

const hasSerial = (state: OpenedCount, sku: string, serial: string): boolean =>
  state.lines.some((line) => line.sku === sku && line.serial === serial && !line.undone)

function undo(count: string, line: string, by: string, state: OpenedCount, facts: Facts) {
  const undone = [...state.lines, ...state.found, ...state.empty].find((one) => one.line === line)
  if (undone === undefined || undone.undone) return refuse('not-found', { count, line })
  if (isCovered(state, line)) return refuse('already-approved', { count, line })
  const inCount = { warehouse: facts.warehouse.code, count }
  return accept<CountEvent>([{ type: 'CountUndone', data: { ...inCount, line, by } }])
}

/** Decides what a counter enters, for the first time: with what the terminal knows at that moment. */
export function enter(
  intent: Intent<CountCommand>,
  command: CountingCommand,
  state: OpenedCount,
  facts: Facts,
): Decision<CountEvent> {
  const { operator, terminal, sequence, occurredAt, id } = intent
  const refused = refuseCounting(command, operator, state, facts)
  if (refused) return refused
  const { count } = command
  const inCount = { warehouse: facts.warehouse.code, count }
  const live = isLive(intent)
  const entry: Entry = {
    line: id,
    by: operator,
    terminal,
    sequence,
    at: occurredAt,
    live,
    late: false,
    ...(live ? withOffset(intent.clockOffset) : {}),
  }
  switch (command.type) {
    case 'RecordCount': {
      const { bin, sku, quantity, reason, tally } = command
      if (reason !== undefined && !facts.warehouse.reasons.includes(reason))
        return refuse('reason-unknown', { reason, known: facts.warehouse.reasons })
      const place = { bin, sku, ...seen(state, { bin, sku }, facts) }
      const why = reason === undefined ? {} : { reason }
      const begun = tally === undefined ? {} : { tally }
      const data = { ...inCount, ...entry, ...place, quantity, ...why, ...begun }
      return accept([{ type: 'CountRecorded', data }])
    }
    case 'ScanCount': {
      const { bin, sku, quantity, tally, serial } = command
      if (serial !== undefined && hasSerial(state, sku, serial))
        return refuse('serial-counted', { count, sku, serial })
      const place = { bin, sku, ...seen(state, { bin, sku }, facts) }
      const number = serial === undefined ? {} : { serial }
      const data = { ...inCount, ...entry, ...place, quantity, tally, ...number }
      return accept([{ type: 'CountScanned', data }])
    }
    case 'ConfirmEmptyBin': {
      const { bin } = command
      const { skus: planned } = state.plan
      const skus = (facts.counting?.book ?? [])
        .filter((one) => one.bin === bin && one.onHand !== 0)
        .filter(({ sku }) => planned.length === 0 || planned.includes(sku))
        .map(({ sku }) => Object.assign({ sku }, seen(state, { bin, sku }, facts)))
      return accept([{ type: 'BinConfirmedEmpty', data: { ...inCount, ...entry, bin, skus } }])
    }
    case 'ReportFound': {
      const { bin, barcode, quantity, note } = command
      const said = note === undefined ? {} : { note }
      const data = { ...inCount, ...entry, bin, barcode, quantity, ...said }
      return accept([{ type: 'FoundReported', data }])
    }
    case 'UndoCount':
      return undo(count, command.line, operator, state, facts)
    default:
      return unreachable(command)
  }
}

/** Was it entered for a recount that was asked for after the count was handed in? */
const forRecount = (data: CountRecorded['data'] | CountScanned['data']): boolean => data.round > 0

/**
 * What a counter entered, on newer state: it stays exactly what it was, since it is what somebody saw. What came in
 * after the count was handed in, approved or cancelled is marked as late.
 */
export function enterAgain(
  intent: Intent<CountCommand>,
  command: CountingCommand,
  state: OpenedCount,
  facts: Facts,
  decided: readonly CountEvent[],
): Rebased<CountEvent> {
  if (command.type === 'UndoCount') {
    const entry = [...state.lines, ...state.found, ...state.empty].find(
      ({ line }) => line === command.line,
    )
    // An entry that was there at first and is not now said what others had recorded: none of it is left to take back.
    const gone = entry === undefined || entry.undone
    return gone
      ? satisfied
      : orConflict(undo(command.count, command.line, intent.operator, state, facts))
  }
  if (command.type === 'ScanCount' && command.serial !== undefined) {
    const { count, sku, serial, bin } = command
    const there = state.lines.find((one) => one.sku === sku && one.serial === serial && !one.undone)
    if (there?.bin === bin) return satisfied
    if (there) return conflict('serial-elsewhere', { count, sku, serial, bin, theirs: there.bin })
  }
  const events = decided.map((event): CountEvent => {
    switch (event.type) {
      case 'CountRecorded':
      case 'CountScanned': {
        const late = state.status !== 'open' && !(isHandedIn(state) && forRecount(event.data))
        return { ...event, data: { ...event.data, late } } as CountRecorded | CountScanned
      }
      case 'BinConfirmedEmpty':
        return { ...event, data: { ...event.data, late: state.status !== 'open' } }
      case 'FoundReported':
        return { ...event, data: { ...event.data, late: state.status !== 'open' } }
      default:
        return event
    }
  })
  return events.length === 0 ? orConflict(enter(intent, command, state, facts)) : accept(events)
}
