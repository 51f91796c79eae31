import type { MovementRow, ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import {
  addScanned,
  clearQuantity,
  eraseDigit,
  stepQuantity,
  typeText,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import type { Failure } from '../../api/failure.ts'
import type { Scan } from '../../ui/scan/scanQueue.ts'
import {
  commandOf,
  emptyEntry,
  isOpen,
  missingStep,
  placeBin,
  placeProduct,
  withoutProduct,
  type Entry,
  type Job,
  type Product,
} from './entry.ts'
import { refusalMessage, unanswered, unknownCode, type Message } from './messages.ts'
import { oppositeOf, undoIdOf } from './undo.ts'
import type { Answer } from './useAsking.ts'

export type Match = { product: Product; factor: number }

/** What the screen is waiting for. Scans are taken only in `ready`. */
export type Stage =
  | { kind: 'ready' }
  | { kind: 'resolving'; scan: Scan }
  | { kind: 'choosing'; matches: readonly Match[] }
  /** Is the quantity really meant? */
  | { kind: 'checking'; id: string; command: Command }
  | { kind: 'saving'; id: string; command: Command; undoing: boolean }
  /** `failed`: the terminal answered, but could not do it; trying by itself would help nobody. */
  | { kind: 'unanswered'; id: string; command: Command; undoing: boolean; failed: boolean }

/** The state of a job screen. Pure: the hook around it asks the terminal what the stages say and hands the answers in. */
export type JobState = {
  entry: Entry
  stage: Stage
  message: Message | undefined
  /** Another product that was scanned while this one was open. */
  other: Match | undefined
  /** The last scan and how it was taken; it lands in the prompt. */
  scanned: (Scan & { outcome: Message['tone'] | undefined }) | undefined
  /** A sound to play; each has a new number. */
  cue: { number: number; sound: Message['tone'] } | undefined
}

export type QuantityKey =
  | { kind: 'text'; text: string }
  | { kind: 'erase' }
  | { kind: 'clear' }
  | { kind: 'step'; by: number }

export type JobEvent =
  | Answer
  | { type: 'scanned'; scan: Scan }
  | { type: 'productChosen'; product: Product; factor: number }
  | { type: 'binChosen'; bin: string }
  | { type: 'choiceLeft' }
  | { type: 'quantity'; key: QuantityKey }
  | { type: 'packAdded'; factor: number }
  | { type: 'reasonChosen'; reason: string }
  | { type: 'reasonReopened' }
  | { type: 'directionChosen'; direction: 1 | -1 }
  | { type: 'referenceGiven'; reference: string | undefined }
  | { type: 'startedOver' }
  | { type: 'startedOverWithOther' }
  | { type: 'confirmed'; id: string }
  | { type: 'meant' }
  | { type: 'undone'; movement: MovementRow }

export const initialJobState: JobState = {
  entry: emptyEntry,
  stage: { kind: 'ready' },
  message: undefined,
  other: undefined,
  scanned: undefined,
  cue: undefined,
}

/** Says something, with its sound; the last scan shows how it was taken. */
const say = (state: JobState, message: Message): JobState => ({
  ...state,
  message,
  scanned: state.scanned && { ...state.scanned, outcome: message.tone },
  cue: { number: (state.cue?.number ?? 0) + 1, sound: message.tone },
})

/** Takes a new entry; what was said before no longer matters. */
const take = (state: JobState, entry: Entry, sound: Message['tone'] | undefined): JobState => ({
  ...state,
  entry,
  stage: { kind: 'ready' },
  message: undefined,
  other: undefined,
  scanned: state.scanned && { ...state.scanned, outcome: state.scanned.outcome ?? sound },
  cue: sound === undefined ? state.cue : { number: (state.cue?.number ?? 0) + 1, sound },
})

const takeProduct = (state: JobState, { product, factor }: Match): JobState => {
  const { entry } = state
  if (entry.product === undefined || entry.product.sku === product.sku) {
    const next = placeProduct(entry, product, factor)
    return next.quantity === entry.quantity && isOpen(entry)
      ? say({ ...state, stage: { kind: 'ready' } }, tooMuch)
      : take(state, next, 'good')
  }
  return say(
    { ...state, stage: { kind: 'ready' }, other: { product, factor } },
    {
      tone: 'warning',
      happened: `Another product was scanned: ${product.sku}.`,
      kept: `${entry.product.sku} is still in hand, not recorded yet.`,
      next: 'Confirm it first, or drop it and start over with the other one.',
      ways: ['start-over-with'],
    },
  )
}

const tooMuch: Message = {
  tone: 'refused',
  happened: 'That is more than one entry can hold.',
  kept: 'The quantity is as it was.',
  next: 'Confirm what is in hand, then go on.',
}

const takeResult = (state: JobState, job: Job, result: ScanResult): JobState => {
  switch (result.kind) {
    case 'bin':
      return take(state, placeBin(job, state.entry, result.bin), 'good')
    case 'unknown':
      return say({ ...state, stage: { kind: 'ready' } }, unknownCode(result.code))
    case 'product': {
      const matches = result.matches.map(({ product, pack }) => ({
        product,
        factor: pack?.factor ?? 1,
      }))
      const inHand = matches.filter(({ product }) => product.sku === state.entry.product?.sku)
      const [match, another] = inHand.length > 0 ? inHand : matches
      if (match === undefined) return { ...state, stage: { kind: 'ready' } }
      return another === undefined
        ? takeProduct(state, match)
        : { ...state, stage: { kind: 'choosing', matches } }
    }
    default:
      return result satisfies never
  }
}

const pressKey = (quantity: QuantityEntry, key: QuantityKey): QuantityEntry => {
  switch (key.kind) {
    case 'text':
      return typeText(quantity, key.text)
    case 'erase':
      return eraseDigit(quantity)
    case 'clear':
      return clearQuantity()
    case 'step':
      return stepQuantity(quantity, key.by)
    default:
      return key satisfies never
  }
}

/** From here on a typed number is more likely a slip, or a barcode in the wrong place, than goods. */
export const unlikelyQuantity = 10_000

const confirm = (state: JobState, job: Job, id: string): JobState => {
  const command = commandOf(job, state.entry)
  if (command !== undefined) {
    const { text, source } = state.entry.quantity
    return source === 'typed' && Number(text) >= unlikelyQuantity
      ? { ...state, stage: { kind: 'checking', id, command }, message: undefined }
      : { ...state, stage: { kind: 'saving', id, command, undoing: false }, message: undefined }
  }
  const missing = missingStep(job, state.entry) ?? 'quantity'
  return say(state, {
    tone: 'warning',
    happened: 'It is not complete yet.',
    kept: 'Nothing was recorded. Your entry is still here.',
    next: missing === 'quantity' ? 'Enter how many.' : `${job.prompts[missing]}.`,
  })
}

const takeOutcome = (state: JobState, job: Job, outcome: Outcome): JobState => {
  const { stage } = state
  if (stage.kind !== 'saving' && stage.kind !== 'unanswered') return state
  const ready: JobState = { ...state, stage: { kind: 'ready' } }
  if (outcome.outcome === 'refused') return say(ready, refusalMessage(outcome))
  const { undoing, command } = stage
  const entry = undoing ? state.entry : job.next(state.entry)
  const [warning] = outcome.warnings ?? []
  const done: JobState = { ...ready, entry, other: undefined, scanned: undefined }
  if (warning !== undefined)
    return say(done, {
      tone: 'warning',
      happened: warning.message,
      kept: 'It was saved as you entered it.',
      next: 'Count this bin when you can.',
    })
  return say(done, {
    tone: 'good',
    happened: undoing ? 'Taken back: the opposite was recorded.' : job.done(command),
  })
}

const takeSilence = (
  state: JobState,
  { id, command, undoing }: Extract<Stage, { kind: 'saving' | 'unanswered' }>,
  failure: Failure | undefined,
): JobState => {
  const next: JobState = {
    ...state,
    stage: { kind: 'unanswered', id, command, undoing, failed: failure !== undefined },
  }
  const message: Message =
    failure === undefined ? unanswered : { tone: 'refused', ...failure, ways: ['retry'] }
  // Said once: what is tried again every few seconds must not beep every few seconds.
  return state.message?.happened === message.happened ? next : say(next, message)
}

/** What an event makes of a job screen's state. */
export const stepJob = (job: Job, state: JobState, event: JobEvent): JobState => {
  const { entry, stage } = state
  // While a command is on its way only its answer counts: what is in hand must stay what was sent.
  if (stage.kind === 'saving' || stage.kind === 'unanswered') {
    if (event.type === 'answered') return takeOutcome(state, job, event.outcome)
    if (event.type === 'notAnswered') return takeSilence(state, stage, event.failure)
    if (event.type === 'triedAgain' && stage.kind === 'unanswered') {
      const { id, command, undoing } = stage
      return { ...state, stage: { kind: 'saving', id, command, undoing } }
    }
    return state
  }
  switch (event.type) {
    case 'scanned':
      return {
        ...state,
        stage: { kind: 'resolving', scan: event.scan },
        scanned: { ...event.scan, outcome: undefined },
      }
    case 'resolved':
      return takeResult(state, job, event.result)
    case 'notResolved':
      return say(
        { ...state, stage: { kind: 'ready' } },
        {
          tone: 'refused',
          happened: 'The terminal could not look this code up.',
          kept: 'Your entry is as it was.',
          next: 'Scan it again.',
        },
      )
    case 'productChosen':
      return takeProduct(state, event)
    case 'binChosen':
      return take(state, placeBin(job, entry, event.bin), undefined)
    case 'choiceLeft':
      return { ...state, stage: { kind: 'ready' }, scanned: undefined }
    case 'quantity':
      return isOpen(entry) && stage.kind !== 'checking'
        ? {
            ...state,
            entry: { ...entry, quantity: pressKey(entry.quantity, event.key) },
            message: undefined,
          }
        : state
    case 'packAdded':
      return isOpen(entry)
        ? {
            ...state,
            entry: { ...entry, quantity: addScanned(entry.quantity, event.factor) },
            message: undefined,
          }
        : state
    case 'reasonChosen':
      return take(state, { ...entry, reason: event.reason }, undefined)
    case 'reasonReopened':
      return take(state, { ...entry, reason: undefined }, undefined)
    case 'directionChosen':
      return take(state, { ...entry, direction: event.direction }, undefined)
    case 'referenceGiven':
      return take(state, { ...entry, reference: event.reference }, undefined)
    case 'startedOver':
      return take(
        { ...state, scanned: undefined },
        isOpen(entry) ? withoutProduct(entry) : { ...emptyEntry, reference: entry.reference },
        undefined,
      )
    case 'startedOverWithOther':
      return state.other === undefined
        ? state
        : takeProduct({ ...state, entry: withoutProduct(entry) }, state.other)
    case 'confirmed':
      return stage.kind === 'ready' ? confirm(state, job, event.id) : state
    case 'meant':
      return stage.kind === 'checking'
        ? { ...state, stage: { ...stage, kind: 'saving', undoing: false } }
        : state
    case 'undone': {
      const command = oppositeOf(event.movement)
      if (command === undefined || stage.kind !== 'ready') return state
      const id = undoIdOf(event.movement.intention)
      return { ...state, stage: { kind: 'saving', id, command, undoing: true }, message: undefined }
    }
    case 'answered':
    case 'notAnswered':
    case 'triedAgain':
      return state
    default:
      return event satisfies never
  }
}
