import type { MovementRow, ReasonRow } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { addScanned, pressKey, type QuantityEntry } from '../../ui/quantity/quantityEntry.ts'
import { refusalMessage, unknownCode, type Message } from '../machine/messages.ts'
import {
  cued,
  ready,
  say,
  send,
  startedWorking,
  type Match,
  type Working,
  type WorkEvent,
} from '../machine/working.ts'
import { workMachine, type Ways } from '../machine/workMachine.ts'
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
} from './entry.ts'
import { undoIdOf, undoOf } from './undo.ts'

/** What happens on a job screen besides what happens on every screen that takes scans. */
export type OwnEvent =
  | { type: 'packAdded'; factor: number }
  | { type: 'reasonChosen'; reason: ReasonRow }
  | { type: 'reasonReopened' }
  | { type: 'directionChosen'; direction: 1 | -1 }
  | { type: 'referenceGiven'; reference: string | undefined }
  | { type: 'startedOver' }
  | { type: 'undone'; movement: MovementRow }

export type JobEvent = WorkEvent | OwnEvent

/** The state of a job screen. */
export type JobState = Working<JobEvent> & { entry: Entry }

export const initialJobState: JobState = { ...startedWorking, entry: emptyEntry }

/** Takes a new entry; what was said before no longer matters. */
const take = (state: JobState, entry: Entry): JobState => ready({ ...state, entry })

/** Changes the number in hand. */
const enter = (state: JobState, quantity: QuantityEntry): JobState =>
  isOpen(state.entry)
    ? { ...state, entry: { ...state.entry, quantity }, message: undefined }
    : state

const tooMuch: Message = {
  tone: 'refused',
  happened: 'That is more than one entry can hold.',
  kept: 'The quantity is as it was.',
  next: 'Confirm what is in hand, then go on.',
}

const takeMatch = (state: JobState, { product, factor }: Match): JobState => {
  const { entry } = state
  const next = placeProduct(entry, product, factor)
  return next.quantity === entry.quantity ? say(state, tooMuch) : cued(take(state, next), 'good')
}

const notComplete = (job: Job, entry: Entry): Message => {
  const missing = missingStep(job, entry) ?? 'quantity'
  return {
    tone: 'warning',
    happened: 'It is not complete yet.',
    kept: 'Nothing was recorded. Your entry is still here.',
    next: missing === 'quantity' ? 'Enter how many.' : `${promptOf(job, missing)}.`,
  }
}

const isUndo = (command: Command): boolean => 'undoes' in command && command.undoes !== undefined

const savedMessage = (
  job: Job,
  command: Command,
  { warnings: [warning] = [] }: Outcome & { outcome: 'accepted' },
): Message => {
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

const stepOwn = (state: JobState, event: OwnEvent): JobState => {
  const { entry, stage } = state
  switch (event.type) {
    case 'packAdded':
      return enter(state, addScanned(entry.quantity, event.factor))
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
    case 'undone': {
      const command = undoOf(event.movement)
      return command === undefined || stage.kind !== 'ready'
        ? state
        : send(state, { id: undoIdOf(event.movement.intention), command })
    }
    default:
      return event satisfies never
  }
}

const waysOf = (job: Job): Ways<JobState, OwnEvent, unknown> => ({
  product: ({ entry }) => entry.product,
  isOpen: ({ entry }) => isOpen(entry),
  fits: ({ entry }, bin) => (entry[nextBin(job, entry)] ?? bin) === bin,
  own: {
    packAdded: 'keeps',
    reasonChosen: 'keeps',
    reasonReopened: 'keeps',
    directionChosen: 'keeps',
    referenceGiven: 'keeps',
    startedOver: 'drops',
    undone: 'keeps',
  },
  takeBin: (state, bin) => take(state, placeBin(job, state.entry, bin)),
  takeMatch,
  takeProduct: (state, product) => take(state, chooseProduct(state.entry, product)),
  takeUnknown: (state, code) => say(state, unknownCode(code)),
  takeKey: (state, key) => enter(state, pressKey(state.entry.quantity, key)),
  record: (state, { id }, held) => {
    const { entry } = state
    const command = commandOf(job, entry)
    return command === undefined
      ? say(state, notComplete(job, entry))
      : send(state, { id, command, held }, entry.quantity)
  },
  drop: (state) => take(state, withoutProduct(state.entry)),
  saved: (state, { command, held }, outcome) => {
    const entry = isUndo(command) ? state.entry : job.next(state.entry)
    const said = say({ ...state, entry }, savedMessage(job, command, outcome))
    return held === undefined ? { ...said, scanned: undefined } : said
  },
  refusal: refusalMessage,
  step: stepOwn,
})

/** What an event makes of a job screen's state. */
export const stepJob = (job: Job, state: JobState, event: JobEvent): JobState =>
  workMachine(waysOf(job))(state, event)
