import type { ProductRow, ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import type { Failure } from '../../api/failure.ts'
import {
  isUnlikely,
  quantityOf,
  type QuantityEntry,
  type QuantityKey,
} from '../../ui/quantity/quantityEntry.ts'
import type { Scan } from '../../ui/scan/scanQueue.ts'
import type { Message } from './messages.ts'

export type Product = Pick<ProductRow, 'sku' | 'name' | 'packs'>

/** A product that a scan or a person chose, with the factor of its pack. */
export type Match = { product: Product; factor: number }

/** What would take the place of something in hand: a code, or what was pressed. */
export type About = { kind: 'product' | 'bin'; code: string } | { kind: string; code?: undefined }

/** What came while something was in hand that is not recorded. It is gone on with once a person has said what of that. */
export type Held<Event> = { event: Event; before: Stage<Event>; about: About }

/** A command with its id: the same id again is the same intention. */
export type Sending<Event> = { id: string; command: Command; held?: Held<Event> | undefined }

/**
 * What a screen that is driven by scans waits for. Scans are taken only in `ready`; in all other stages they wait
 * their turn, so that each is looked at on what the one before it made of the screen.
 */
export type Stage<Event> =
  | { kind: 'ready' }
  | { kind: 'resolving'; scan: Scan }
  /** Several products have this barcode. */
  | { kind: 'choosing'; matches: readonly Match[] }
  /** A code that belongs to nothing, where that can be recorded as found. */
  | { kind: 'unknown'; code: string }
  /** Is what was done all in all to be handed in? */
  | { kind: 'handing-in' }
  /** What is in hand would be replaced: is it recorded first, or dropped? */
  | { kind: 'asking'; held: Held<Event> }
  /** A number that is more likely a slip than goods: is it meant? */
  | { kind: 'doubting'; quantity: number; sending: Sending<Event> }
  | ({ kind: 'saving' } & Sending<Event>)
  /** `failed`: the terminal answered, but could not do it; trying by itself would help nobody. */
  | ({ kind: 'unanswered'; failed: boolean } & Sending<Event>)

/** What the state of every such screen has. */
export type Working<Event> = {
  stage: Stage<Event>
  message: Message | undefined
  /** The last scan and how it was taken; it lands in the prompt. */
  scanned: (Scan & { outcome: Message['tone'] | undefined }) | undefined
  /** A sound to play; each has a new number. */
  cue: { number: number; sound: Message['tone'] } | undefined
}

/** What the terminal answered, or that it is asked again. */
export type Answer =
  | { type: 'resolved'; result: ScanResult }
  | { type: 'notResolved' }
  | { type: 'answered'; outcome: Outcome }
  | { type: 'notAnswered'; failure?: Failure | undefined }
  | { type: 'triedAgain' }

/** What can happen on every such screen. `Fresh`: new with each event that may send a command, for those that need it. */
export type WorkEvent<Fresh = unknown> =
  | Exclude<Answer, { type: 'resolved' }>
  | ({ type: 'resolved'; result: ScanResult } & Fresh)
  | { type: 'scanned'; scan: Scan }
  /** Which of several products that have the barcode it is. */
  | ({ type: 'matchChosen'; match: Match } & Fresh)
  | { type: 'productChosen'; product: Product }
  | { type: 'binChosen'; bin: string }
  | { type: 'typed'; key: QuantityKey }
  | ({ type: 'confirmed'; id: string } & Fresh)
  /** What is in hand is recorded, and then what came is taken. */
  | ({ type: 'recordedFirst'; id: string } & Fresh)
  /** What is in hand is dropped, and what came is taken. */
  | { type: 'dropped' }
  /** What is in hand stays, and is at the bin that came. */
  | { type: 'binChanged' }
  /** The unlikely number is meant. */
  | { type: 'meant' }
  /** Back from a question, to the work. */
  | { type: 'left' }

export const startedWorking = {
  stage: { kind: 'ready' },
  message: undefined,
  scanned: undefined,
  cue: undefined,
} as const

type Any = { stage: { kind: string } } & Omit<Working<never>, 'stage'>

/** Ready for the next thing, with nothing said. */
export const ready = <S extends Any>(state: S): S => ({
  ...state,
  stage: { kind: 'ready' },
  message: undefined,
})

/** A sound, and the same on the last scan: how it was taken. */
export const cued = <S extends Any>(state: S, sound: Message['tone']): S => ({
  ...state,
  scanned: state.scanned && { ...state.scanned, outcome: sound },
  cue: { number: (state.cue?.number ?? 0) + 1, sound },
})

/** Says something, with its sound, and is ready for the next thing. */
export const say = <S extends Any>(state: S, message: Message): S =>
  cued({ ...state, stage: { kind: 'ready' }, message }, message.tone)

/** Asks before what is in hand gives way. The scan that came is kept until a person has answered. */
export const ask = <E, S extends Any>(state: S, held: Held<E>): S =>
  cued({ ...state, stage: { kind: 'asking', held }, message: undefined }, 'warning')

/** Sends a command, but for an unlikely number, which is asked about first. */
export const send = <E, S extends Any>(
  state: S,
  sending: Sending<E>,
  entered?: QuantityEntry,
): S => {
  const stage: Stage<E> =
    entered !== undefined && isUnlikely(entered)
      ? { kind: 'doubting', quantity: quantityOf(entered) ?? 0, sending }
      : { kind: 'saving', ...sending }
  return { ...state, stage, message: undefined }
}

/** Goes back to the work; the scan that asked was not taken, and the prompt shows so. */
export const stay = <S extends Any>(state: S): S => ({
  ...state,
  stage: { kind: 'ready' },
  scanned: state.scanned && { ...state.scanned, outcome: 'warning' },
})
