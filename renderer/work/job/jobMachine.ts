import type { MovementRow, ReasonRow, ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import {
  addScanned,
  clearQuantity,
  eraseDigit,
  retypeQuantity,
  stepQuantity,
  typeText,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import type { Scan } from '../../ui/scan/scanQueue.ts'
import { notLookedUp, refusalMessage, unknownCode, type Message } from '../machine/messages.ts'
import type { Answer } from '../machine/useAsking.ts'
import {
  ask,
  broughtBy,
  cued,
  matchesOf,
  refused,
  say,
  send,
  startedWorking,
  stay,
  stepWaiting,
  type About,
  type Held,
  type Match,
  type Said,
  type Stage,
  type Working,
} from '../machine/working.ts'
import {
  chooseProduct,
  commandOf,
  emptyEntry,
  isOpen,
  missingStep,
  nextBin,
  placeBin,
  placeProduct,
  promptOf,
  withoutProduct,
  type Entry,
  type Job,
  type Product,
} from './entry.ts'
import { oppositeOf, undoIdOf } from './undo.ts'

/** The state of a job screen. Pure: the hook around it asks the terminal what the stages say and hands the answers in. */
export type JobState = Working<Stage<JobEvent>> & { entry: Entry }

export type QuantityKey =
  | { kind: 'text'; text: string }
  | { kind: 'erase' }
  | { kind: 'clear' }
  /** The next digit begins a new number. */
  | { kind: 'retype' }
  | { kind: 'step'; by: number }

export type JobEvent =
  | Answer
  | Said
  | { type: 'scanned'; scan: Scan }
  /** Which of several products that have the barcode it is. */
  | { type: 'matchChosen'; match: Match }
  | { type: 'productChosen'; product: Product }
  | { type: 'binChosen'; bin: string }
  | { type: 'quantity'; key: QuantityKey }
  | { type: 'packAdded'; factor: number }
  | { type: 'reasonChosen'; reason: ReasonRow }
  | { type: 'reasonReopened' }
  | { type: 'directionChosen'; direction: 1 | -1 }
  | { type: 'referenceGiven'; reference: string | undefined }
  | { type: 'startedOver' }
  | { type: 'confirmed'; id: string }
  | { type: 'undone'; movement: MovementRow }
  /** What is in hand is recorded, and then what came is taken. */
  | { type: 'recordedFirst'; id: string }
  /** What is in hand is dropped, and what came is taken. */
  | { type: 'dropped' }
  /** What is in hand stays, and is at the bin that came. */
  | { type: 'binChanged' }

export const initialJobState: JobState = { ...startedWorking, entry: emptyEntry }

/** Takes a new entry; what was said before no longer matters. */
const take = (state: JobState, entry: Entry): JobState => ({
  ...state,
  entry,
  stage: { kind: 'ready' },
  message: undefined,
})

/** Takes what was scanned. */
const takeScan = (state: JobState, entry: Entry): JobState => cued(take(state, entry), 'good')

const tooMuch: Message = {
  tone: 'refused',
  happened: 'That is more than one entry can hold.',
  kept: 'The quantity is as it was.',
  next: 'Confirm what is in hand, then go on.',
}

const takeMatch = (state: JobState, { product, factor }: Match): JobState => {
  const { entry } = state
  const next = placeProduct(entry, product, factor)
  return next.quantity === entry.quantity ? say(state, tooMuch) : takeScan(state, next)
}

const takeResult = (state: JobState, job: Job, result: ScanResult): JobState => {
  switch (result.kind) {
    case 'bin':
      return takeScan(state, placeBin(job, state.entry, result.bin))
    case 'unknown':
      return say(state, unknownCode(result.code))
    case 'product': {
      const [match, ...others] = matchesOf(result, state.entry.product?.sku)
      if (match === undefined) return { ...state, stage: { kind: 'ready' } }
      return others.length === 0
        ? takeMatch(state, match)
        : { ...state, stage: { kind: 'choosing', matches: [match, ...others] } }
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
    case 'retype':
      return retypeQuantity(quantity)
    case 'step':
      return stepQuantity(quantity, key.by)
    default:
      return key satisfies never
  }
}

const confirm = (state: JobState, job: Job, id: string, held?: Held<JobEvent>): JobState => {
  const command = commandOf(job, state.entry)
  if (command !== undefined) return send(state, { id, command, held }, state.entry.quantity)
  const missing = missingStep(job, state.entry) ?? 'quantity'
  return say(state, {
    tone: 'warning',
    happened: 'It is not complete yet.',
    kept: 'Nothing was recorded. Your entry is still here.',
    next: missing === 'quantity' ? 'Enter how many.' : `${promptOf(job, missing)}.`,
  })
}

const isUndo = (command: Command): boolean => 'undoes' in command && command.undoes !== undefined

const savedMessage = (job: Job, command: Command, outcome: Outcome): Message => {
  const [warning] = outcome.outcome === 'accepted' ? (outcome.warnings ?? []) : []
  if (warning !== undefined)
    return {
      tone: 'warning',
      happened: warning.message,
      kept: 'It was saved as you entered it.',
      next: 'Count this bin when you can.',
    }
  return {
    tone: 'good',
    happened: isUndo(command) ? 'Taken back: the opposite was recorded.' : job.done(command),
  }
}

const takeOutcome = (state: JobState, job: Job, outcome: Outcome): JobState => {
  const { stage } = state
  if (stage.kind !== 'saving' && stage.kind !== 'unanswered') return state
  const { command, held } = stage
  if (outcome.outcome === 'refused') return say(state, refused(refusalMessage(outcome), held))
  const done = say(
    { ...state, entry: isUndo(command) ? state.entry : job.next(state.entry) },
    savedMessage(job, command, outcome),
  )
  if (held === undefined) return { ...done, scanned: undefined }
  // What was saved is said; what came meanwhile shows in the work itself.
  const next = goOn(job, done, held)
  return next.message === undefined ? { ...next, message: done.message, cue: done.cue } : next
}

/** Takes what came while something else was in hand. */
const goOn = (job: Job, state: JobState, { event, before }: Held<JobEvent>): JobState =>
  stepJob(job, { ...state, stage: before, message: undefined }, event)

/** What an event would put in the place of what is in hand, unasked; undefined where nothing of that is lost. */
const replacedBy = (job: Job, { entry }: JobState, event: JobEvent): About | undefined => {
  if (!isOpen(entry)) return undefined
  if (event.type === 'startedOver') return { kind: 'start-over' }
  const brought = broughtBy(event, entry.product?.sku)
  const there = entry[nextBin(job, entry)]
  const fits = brought?.kind === 'bin' && (there === undefined || there === brought.code)
  return fits ? undefined : brought
}

const stepAsking = (job: Job, state: JobState, held: Held<JobEvent>, event: JobEvent): JobState => {
  switch (event.type) {
    case 'recordedFirst':
      return confirm(state, job, event.id, held)
    case 'dropped': {
      const dropped = take(state, withoutProduct(state.entry))
      return held.about.kind === 'start-over'
        ? { ...dropped, scanned: undefined }
        : goOn(job, dropped, held)
    }
    case 'binChanged':
      return held.about.kind === 'bin' && held.about.code !== undefined
        ? takeScan(state, placeBin(job, state.entry, held.about.code))
        : state
    case 'left':
      return stay(state)
    default:
      return state
  }
}

/** What an event makes of a job screen's state. */
export const stepJob = (job: Job, state: JobState, event: JobEvent): JobState => {
  const { stage } = state
  const waited = stepWaiting(state, stage, event)
  if (waited !== undefined) return waited
  if (stage.kind === 'asking') return stepAsking(job, state, stage.held, event)
  if (event.type === 'answered') return takeOutcome(state, job, event.outcome)
  const about = replacedBy(job, state, event)
  return about === undefined
    ? stepReady(job, state, event)
    : ask(state, { event, before: stage, about })
}

const stepReady = (job: Job, state: JobState, event: JobEvent): JobState => {
  const { entry, stage } = state
  const enter = (quantity: QuantityEntry): JobState =>
    isOpen(entry) ? { ...state, entry: { ...entry, quantity }, message: undefined } : state
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
      return say(state, notLookedUp)
    case 'matchChosen':
      return takeMatch(state, event.match)
    case 'productChosen':
      return take(state, chooseProduct(entry, event.product))
    case 'binChosen':
      return take(state, placeBin(job, entry, event.bin))
    case 'left':
      return { ...state, stage: { kind: 'ready' }, scanned: undefined }
    case 'quantity':
      return enter(pressKey(entry.quantity, event.key))
    case 'packAdded':
      return enter(addScanned(entry.quantity, event.factor))
    case 'reasonChosen': {
      const { direction } = event.reason
      return take(state, {
        ...entry,
        reason: event.reason,
        direction: direction === 'either' ? undefined : direction === 'in' ? 1 : -1,
      })
    }
    case 'reasonReopened':
      return take(state, { ...entry, reason: undefined, direction: undefined })
    case 'directionChosen':
      return take(state, { ...entry, direction: event.direction })
    case 'referenceGiven':
      return take(state, { ...entry, reference: event.reference })
    case 'startedOver':
      return { ...take(state, { ...emptyEntry, reference: entry.reference }), scanned: undefined }
    case 'confirmed':
      return stage.kind === 'ready' ? confirm(state, job, event.id) : state
    case 'undone': {
      const command = oppositeOf(event.movement)
      return command === undefined || stage.kind !== 'ready'
        ? state
        : send(state, { id: undoIdOf(event.movement.intention), command })
    }
    case 'answered':
    case 'notAnswered':
    case 'triedAgain':
    case 'meant':
    case 'recordedFirst':
    case 'dropped':
    case 'binChanged':
      return state
    default:
      return event satisfies never
  }
}
