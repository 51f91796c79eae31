import { oncePer } from '../memo.ts'
import type { CountPlan, Entry, Place, Seen } from './messages.ts'

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
  /** Observations that a supervisor took as right, the last to be taken last. */
  readonly accepted: readonly Acceptance[]
  /** Observations that were approved, the last to be approved last. */
  readonly approved: readonly Approval[]
}

/** How far the count was when somebody decided on a place: what came in later was not seen. */
type Decided = {
  readonly line: string
  /** Entries of the count by then. */
  readonly entries: number
  /** How often a recount of the place had been asked for by then. */
  readonly round: number
}

export type Acceptance = Decided & {
  readonly counted: number
  readonly by: string
  readonly reason?: string | undefined
  /** How many observations had been approved by then. */
  readonly approvals: number
}

export type Approval = Decided & Place

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
export const entryId = (line: Pick<CountLine, 'line' | 'sku' | 'tally'>): string =>
  `${line.tally ?? line.line}:${line.sku}`
