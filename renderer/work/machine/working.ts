import type { ScanResult } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import type { Failure } from '../../api/failure.ts'
import { isUnlikely, quantityOf, type QuantityEntry } from '../../ui/quantity/quantityEntry.ts'
import type { Scan } from '../../ui/scan/scanQueue.ts'
import type { Product } from '../job/entry.ts'
import { unanswered, type Message } from './messages.ts'

/** A product that a scan or a person chose, with the factor of its pack. */
export type Match = { product: Product; factor: number }

/** What a product's barcode may stand for; only the product in hand where it is among them. */
export const matchesOf = (
  { matches }: Extract<ScanResult, { kind: 'product' }>,
  inHand: string | undefined,
): readonly Match[] => {
  const all = matches.map(({ product, pack }) => ({ product, factor: pack?.factor ?? 1 }))
  const its = all.filter(({ product }) => product.sku === inHand)
  return its.length > 0 ? its : all
}

/** What would take the place of something in hand: a code, or what was pressed. */
export type About = { kind: 'product' | 'bin'; code: string } | { kind: string; code?: undefined }

type Bringing = {
  type: string
  result?: ScanResult
  match?: Match
  product?: Pick<Product, 'sku'>
  bin?: string
}

/** What an event would bring in: a product that is not the one in hand, or a bin. */
export const broughtBy = (event: Bringing, inHand: string | undefined): About | undefined => {
  const product = (sku: string | undefined): About | undefined =>
    sku === undefined || sku === inHand ? undefined : { kind: 'product', code: sku }
  const bin = (code: string | undefined): About | undefined =>
    code === undefined ? undefined : { kind: 'bin', code }
  switch (event.type) {
    case 'resolved': {
      if (event.result?.kind === 'bin') return bin(event.result.bin)
      if (event.result?.kind !== 'product') return undefined
      const [match, another] = matchesOf(event.result, inHand)
      return another === undefined ? product(match?.product.sku) : undefined
    }
    case 'matchChosen':
      return product(event.match?.product.sku)
    case 'productChosen':
      return product(event.product?.sku)
    case 'binChosen':
      return bin(event.bin)
    default:
      return undefined
  }
}

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
  /** What is in hand would be replaced: is it recorded first, or dropped? */
  | { kind: 'asking'; held: Held<Event> }
  /** A number that is more likely a slip than goods: is it meant? */
  | { kind: 'doubting'; quantity: number; sending: Sending<Event> }
  | ({ kind: 'saving' } & Sending<Event>)
  /** `failed`: the terminal answered, but could not do it; trying by itself would help nobody. */
  | ({ kind: 'unanswered'; failed: boolean } & Sending<Event>)

/** What jobs and count sheets have alike. `stage` is the machine's own: it may know more stages. */
export type Working<Stages> = {
  stage: Stages
  message: Message | undefined
  /** The last scan and how it was taken; it lands in the prompt. */
  scanned: (Scan & { outcome: Message['tone'] | undefined }) | undefined
  /** A sound to play; each has a new number. */
  cue: { number: number; sound: Message['tone'] } | undefined
}

/** What a person answers to a question of either machine. */
export type Said = { type: 'meant' } | { type: 'left' }

export const startedWorking = {
  stage: { kind: 'ready' },
  message: undefined,
  scanned: undefined,
  cue: undefined,
} as const

/** A sound, and the same on the last scan: how it was taken. */
export const cued = <S extends Working<unknown>>(state: S, sound: Message['tone']): S => ({
  ...state,
  scanned: state.scanned && { ...state.scanned, outcome: sound },
  cue: { number: (state.cue?.number ?? 0) + 1, sound },
})

/** Says something, with its sound, and is ready for the next thing. */
export const say = <S extends Working<{ kind: string }>>(state: S, message: Message): S =>
  cued({ ...state, stage: { kind: 'ready' }, message }, message.tone)

/** Asks before what is in hand gives way. The scan that came is kept until a person has answered. */
export const ask = <E, S extends Working<{ kind: string }>>(state: S, held: Held<E>): S =>
  cued({ ...state, stage: { kind: 'asking', held }, message: undefined }, 'warning')

/** Sends a command, but for an unlikely number, which is asked about first. */
export const send = <E, S extends Working<{ kind: string }>>(
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
export const stay = <S extends Working<{ kind: string }>>(state: S): S => ({
  ...state,
  stage: { kind: 'ready' },
  scanned: state.scanned && { ...state.scanned, outcome: 'warning' },
})

/** A refusal says too that what had come meanwhile was not taken. */
export const refused = <E>(message: Message, held: Held<E> | undefined): Message =>
  held?.about.code === undefined
    ? message
    : { ...message, kept: `${message.kept ?? ''} ${held.about.code} was not taken.`.trim() }

/**
 * The steps that are the same wherever a command is on its way or a number is doubted; undefined where the machine has
 * its own. While a command is on its way nothing changes what was sent.
 */
export const stepWaiting = <E, S extends Working<{ kind: string }>>(
  state: S,
  stage: Stage<E> | undefined,
  event: { type: string; failure?: Failure | undefined },
): S | undefined => {
  switch (stage?.kind) {
    case 'doubting':
      if (event.type === 'meant') return send(state, stage.sending)
      return event.type === 'left' ? stay(state) : state
    case 'saving':
    case 'unanswered': {
      const { id, command, held } = stage
      if (event.type === 'answered') return undefined
      if (event.type === 'triedAgain' && stage.kind === 'unanswered')
        return { ...state, stage: { kind: 'saving', id, command, held } }
      if (event.type !== 'notAnswered') return state
      const { failure } = event
      const message: Message =
        failure === undefined ? unanswered : { tone: 'refused', ...failure, ways: ['retry'] }
      // Said once: what is tried again every few seconds must not beep every few seconds.
      const said = state.message?.happened === message.happened ? state : say(state, message)
      return {
        ...said,
        stage: { kind: 'unanswered', id, command, held, failed: failure !== undefined },
      }
    }
    default:
      return undefined
  }
}
