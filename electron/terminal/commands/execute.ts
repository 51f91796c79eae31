import type { Outcome } from '#shared/contract/commands.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import { acceptDraft, answeredInParts, refused } from './accept.ts'
import { withoutPins } from '#shared/contract/withoutPins.ts'
import { derivedId } from './ids.ts'
import { type Identity, type Ledger, Undo } from './ledger.ts'
import { recordedElsewhere } from './recorded.ts'

/** Commands that only the terminal itself gives. */
type OwnCommand = Extract<
  DomainCommand,
  {
    type:
      | 'RegisterWarehouse'
      | 'EnrolTerminal'
      | 'CloseIntention'
      | 'BeginEpoch'
      | 'RestoreSupervisor'
      | 'CompareClock'
      | 'AcceptStore'
      | 'PostCountVariance'
      | 'RaiseConflict'
      | 'CloseConflict'
      | 'ReopenConflict'
  }
>

/** A command of a person or a script. It has been parsed; a PIN in it has been hashed. */
export type ExecuteRequest = {
  readonly command: Exclude<DomainCommand, OwnCommand>
  /** The intention's id, a UUID: the same id twice is the same intention, answered with the first outcome. */
  readonly id?: string | undefined
  /** ISO 8601; now, when absent. */
  readonly occurredAt?: string | undefined
  /** From the session, never from the screen. */
  readonly operator: string
  /** How it was asked for, where that was no screen. */
  readonly via?: string | undefined
}

/**
 * The id under which a command is recorded. An undo has its id from what it undoes: where a person has left it undone
 * in a conflict, whoever asks for it again means another one, and must not be told that the first was recorded.
 */
function idOf(
  { store }: Ledger,
  { terminal }: Identity,
  asked: string,
  command: ExecuteRequest['command'],
): string {
  if (!('undoes' in command) || command.undoes === undefined) return asked
  let id = asked
  while (store.outbox.findById(id)?.state === 'abandoned') id = derivedId(terminal, id, 'again')
  return id
}

/** Answers one request. Within a unit of the ledger. */
function answer(ledger: Ledger, { id: asked, ...request }: ExecuteRequest): Outcome {
  const { store, surroundings } = ledger
  const identity = ledger.identity()
  const given = asked && identity && idOf(ledger, identity, asked, request.command)
  const first = given && identity && answeredInParts(ledger, identity, given)
  if (first) return first
  const id = given ?? surroundings.newId()
  const other = given && identity && recordedElsewhere(ledger, identity, given)
  const outcome = other
    ? refused(id, 'id-taken', { intention: id, terminal: other })
    : decideFor(ledger, id, request)
  if (outcome.outcome === 'refused' && given !== undefined)
    store.outbox.recordRefusal(given, outcome, surroundings.now())
  return outcome
}

function decideFor(
  ledger: Ledger,
  id: string,
  { command, occurredAt, operator, via }: Omit<ExecuteRequest, 'id'>,
): Outcome {
  const identity = ledger.identity()
  const person = identity && ledger.store.lookups.operator(operator)
  if (identity === undefined || person === undefined)
    return refused(id, 'operator-unknown', { operator })
  if (!person.active) return refused(id, 'operator-inactive', { operator })
  return acceptDraft(ledger, identity, {
    id,
    command,
    operator,
    role: person.role,
    occurredAt: occurredAt ?? ledger.surroundings.now(),
    correlation: id,
    causation: id,
    via,
  })
}

function measured(ledger: Ledger, request: ExecuteRequest): Outcome {
  const began = ledger.surroundings.monotonicNow()
  const outcome = withoutPins(answer(ledger, request))
  const seconds = (ledger.surroundings.monotonicNow() - began) / 1000
  ledger.observer.decided(request.command.type, outcome.outcome, seconds)
  return outcome
}

/** Decides a command and keeps it durably; returns when it is saved. Throws a StorageError where the disk fails. */
export const execute = (ledger: Ledger, request: ExecuteRequest): Outcome =>
  ledger.unit('accept', () => measured(ledger, request))

/**
 * The same for many commands, in order, each seeing those before it, in one transaction: no outcome is known before all
 * are saved. A refusal does not stop those after it. Blocks until done: give a few hundred at a time.
 */
export const executeMany = (
  ledger: Ledger,
  requests: readonly ExecuteRequest[],
): readonly Outcome[] =>
  ledger.unit('accept', () => requests.map((request) => measured(ledger, request)))

/**
 * The same, where one refusal undoes them all: for what may only happen as a whole, such as an import. `then` is done
 * with them, in the same transaction.
 */
export function executeAllOrNothing(
  ledger: Ledger,
  requests: readonly ExecuteRequest[],
  then: () => void = () => {},
): readonly Outcome[] {
  let outcomes: readonly Outcome[] = []
  try {
    return ledger.unit('accept', () => {
      outcomes = requests.map((request) => measured(ledger, request))
      if (outcomes.some(({ outcome }) => outcome === 'refused')) throw new Undo()
      then()
      return outcomes
    })
  } catch (error) {
    if (error instanceof Undo) return outcomes
    throw error
  }
}
