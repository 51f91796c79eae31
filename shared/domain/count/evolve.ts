import { unreachable } from '../decision.ts'
import type { CountEvent, Entry, Place } from './messages.ts'
import { findObservation, placeOf } from './observations.ts'
import {
  type Approval,
  type CountLine,
  type CountState,
  type FoundLine,
  type OpenedCount,
  roundOf,
} from './state.ts'

const decidedNow = (state: OpenedCount, place: Place): Omit<Approval, 'line' | keyof Place> => ({
  entries: state.lines.length,
  round: roundOf(state, place),
})

const undo = <T extends { line: string; undone?: true }>(all: readonly T[], line: string): T[] =>
  all.map((one) => (one.line === line ? Object.assign({}, one, { undone: true as const }) : one))

const entryOf = ({ line, by, terminal, sequence, at, live, late }: Entry): Entry => ({
  line,
  by,
  terminal,
  sequence,
  at,
  live,
  late,
})

export function evolve(state: CountState, event: CountEvent): CountState {
  if (event.type === 'CountOpened') {
    const { by, warehouse: _, ...plan } = event.data
    const nothing = { lines: [], found: [], empty: [], recounts: [] }
    return { status: 'open', plan, openedBy: by, ...nothing, accepted: [], approved: [] }
  }
  if (state.status === 'unopened') return state
  switch (event.type) {
    case 'CountRecorded':
    case 'CountScanned': {
      const { warehouse: _, count: _count, ...data } = event.data
      const scanned = event.type === 'CountScanned' ? { scanned: true as const } : {}
      const line: CountLine = { ...data, ...scanned }
      return { ...state, lines: [...state.lines, line] }
    }
    case 'BinConfirmedEmpty': {
      const { bin, skus } = event.data
      const entry = entryOf(event.data)
      const zeros = skus.map(({ sku, expected, known, round }): CountLine => {
        const place = { bin, sku, expected, known, round, quantity: 0 }
        return Object.assign(place, entry)
      })
      const empty = [...state.empty, Object.assign({ bin }, entry)]
      return { ...state, empty, lines: [...state.lines, ...zeros] }
    }
    case 'FoundReported': {
      const { bin, barcode, quantity, note } = event.data
      const said = note === undefined ? {} : { note }
      const one: FoundLine = { ...entryOf(event.data), bin, barcode, quantity, ...said }
      return { ...state, found: [...state.found, one] }
    }
    case 'CountUndone': {
      const { line } = event.data
      return {
        ...state,
        lines: undo(state.lines, line),
        found: undo(state.found, line),
        empty: undo(state.empty, line),
      }
    }
    case 'CountSubmitted':
      return { ...state, status: 'submitted', submittedBy: event.data.by }
    case 'RecountRequested':
      return { ...state, recounts: [...state.recounts, ...event.data.lines] }
    case 'CountLineAccepted': {
      const { line, reason, by } = event.data
      const found = findObservation(state, line)
      if (found === undefined) return state
      const { counted = found.observation.counted } = event.data
      const decided = { ...decidedNow(state, placeOf(found)), approvals: state.approved.length }
      return { ...state, accepted: [...state.accepted, { line, counted, by, reason, ...decided }] }
    }
    case 'CountLinesApproved': {
      const approvals = event.data.lines.map(({ sku, observation: { line, bin } }): Approval => {
        const place = { bin, sku }
        return { line, ...place, ...decidedNow(state, place) }
      })
      return { ...state, approved: [...state.approved, ...approvals] }
    }
    case 'CountPostingRequested':
      return state
    case 'CountApproved':
      return { ...state, status: 'approved', approvedBy: event.data.by }
    case 'CountCancelled': {
      const { reason, by } = event.data
      return { ...state, status: 'cancelled', reason, cancelledBy: by }
    }
    default:
      return unreachable(event)
  }
}
