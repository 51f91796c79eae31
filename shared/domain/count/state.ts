import { unreachable } from '../decision.ts'
import { oncePer } from '../memo.ts'
import type { CountEvent, CountPlan, Entry, Place, Seen } from './messages.ts'

/** What one entry says of one SKU in one bin. */
export type CountLine = Entry &
  Place &
  Seen & {
    readonly quantity: number
    /** What is entered into one tally is one observation. */
    readonly tally?: string | undefined
    /** Not a figure that somebody gave: one scan more. */
    readonly scanned?: true
    readonly serial?: string | undefined
    readonly reason?: string | undefined
    readonly undone?: true
  }

/** A bin that somebody found empty. */
export type EmptyBin = Entry & { readonly bin: string; readonly undone?: true }

export type FoundLine = Entry & {
  readonly bin: string
  readonly barcode: string
  readonly quantity: number
  readonly note?: string | undefined
  readonly undone?: true
}

type Progress = {
  readonly plan: CountPlan
  readonly openedBy: string
  readonly lines: readonly CountLine[]
  readonly found: readonly FoundLine[]
  readonly empty: readonly EmptyBin[]
  /** Places of which a recount was asked for, one for each request. */
  readonly recounts: readonly Place[]
  /** Observations that a supervisor took as right, with the reason for the variance. */
  readonly accepted: readonly { readonly line: string; readonly reason?: string | undefined }[]
  /** Observations that were approved, with the place they are of. */
  readonly approved: readonly ({ readonly line: string } & Place)[]
}

export type CountState =
  | { readonly status: 'unopened' }
  | ({ readonly status: 'open' } & Progress)
  | ({ readonly status: 'submitted'; readonly submittedBy: string } & Progress)
  | ({ readonly status: 'approved'; readonly approvedBy: string } & Progress)
  | ({
      readonly status: 'cancelled'
      readonly cancelledBy: string
      readonly reason: string
    } & Progress)

export type OpenedCount = Exclude<CountState, { status: 'unopened' }>

export const initialState: CountState = { status: 'unopened' }

export const samePlace = (a: Place, b: Place): boolean => a.bin === b.bin && a.sku === b.sku

/** One text for each place. */
export const placeKey = ({ bin, sku }: Place): string => `${bin.length} ${bin} ${sku}`

const roundsIn = oncePer((recounts: readonly Place[]): ReadonlyMap<string, number> => {
  const rounds = new Map<string, number>()
  for (const place of recounts) {
    const key = placeKey(place)
    rounds.set(key, (rounds.get(key) ?? 0) + 1)
  }
  return rounds
})

/** How often a recount of a place has been asked for. */
export const roundOf = ({ recounts }: OpenedCount, place: Place): number =>
  recounts.length === 0 ? 0 : (roundsIn(recounts).get(placeKey(place)) ?? 0)

/** What an entry of the count is of; undefined for one that is not there, or that speaks of no one SKU. */
export const placeOfEntry = (state: CountState, line: string): Place | undefined => {
  if (state.status === 'unopened') return undefined
  const [one, another] = state.lines.filter((other) => other.line === line)
  return one && another === undefined ? { bin: one.bin, sku: one.sku } : undefined
}

/** An entry that empties a bin speaks of many SKUs; its observations are told apart by theirs. */
export const observationId = (line: Pick<CountLine, 'line' | 'sku' | 'tally'>): string =>
  `${line.tally ?? line.line}:${line.sku}`

/** What was accepted stands for as long as nothing is added to it or taken back: another figure is another decision. */
function withdrawn(accepted: Progress['accepted'], changed: readonly CountLine[]) {
  const ids = new Set(changed.map(observationId))
  return accepted.filter(({ line }) => !ids.has(line))
}

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
      const accepted = withdrawn(state.accepted, [line])
      return { ...state, accepted, lines: [...state.lines, line] }
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
      const undone = state.lines.filter((one) => one.line === line)
      return {
        ...state,
        accepted: withdrawn(state.accepted, undone),
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
      const { line, reason } = event.data
      const others = state.accepted.filter((other) => other.line !== line)
      return { ...state, accepted: [...others, { line, reason }] }
    }
    case 'CountLinesApproved': {
      const lines = event.data.lines.map(({ sku, observation: { line, bin } }) => ({
        line,
        bin,
        sku,
      }))
      return { ...state, approved: [...state.approved, ...lines] }
    }
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
