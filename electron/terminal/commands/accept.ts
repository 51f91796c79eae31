import type { Outcome } from '#shared/contract/commands.ts'
import { type EventMetadata, parseEvent } from '#shared/contract/events.ts'
import {
  type Accepted,
  streamFor,
  type Conflicted,
  currentVersion,
  isLive,
  orConflict,
  refuseIncomplete,
  waitsToBeRead,
  type DomainCommand,
  type DomainEvent,
  type Facts,
  type Intent,
  type RefusalCode,
  type RefusalFacts,
  type Role,
  type Warning,
} from '#shared/domain/index.ts'
import { withOffset } from '#shared/domain/clock.ts'
import { refusal, warningOf } from '#shared/words/index.ts'
import type { PendingEvent } from '../store/index.ts'
import type { AnyAggregate } from './aggregate.ts'
import type { Book } from './books.ts'
import { gatherFacts, sourceOf } from './facts.ts'
import { derivedId } from './ids.ts'
import { addPendingMovements, type Identity, type Ledger } from './ledger.ts'
import { answeredBefore } from './recorded.ts'
import { refuseTooLarge } from './size.ts'

/** A command with everything that makes it an intention, before it is decided. */
export type Draft = {
  readonly id: string
  readonly command: DomainCommand
  readonly operator: string
  readonly role: Role
  /** ISO 8601, a claim. */
  readonly occurredAt: string
  /** What it belongs to; itself, unless it was derived from something else. */
  readonly correlation: string
  /** What it follows from: the intention's own id, or the id of the event or intention that it was derived from. */
  readonly causation: string
  /** How it was asked for, where that was no screen; what follows from it keeps it. */
  readonly via?: string | undefined
}

export const refused = (id: string, code: RefusalCode, facts: RefusalFacts = {}): Outcome => ({
  id,
  ...refusal(code, facts),
})

const told = (warnings: readonly Warning[]) => warnings.map(warningOf)

type Numbered = Pick<
  Draft,
  'command' | 'operator' | 'occurredAt' | 'correlation' | 'causation' | 'via'
> & {
  readonly id: string
  readonly acceptedAt: string
  readonly sequence: number
  readonly clockOffset?: number | undefined
}

/** How it was asked for as a field, or no field. */
export const withVia = (via: string | undefined) => (via === undefined ? {} : { via })

/** What every event of an intention is marked with. */
export function metadataOf(intention: Numbered, terminal: string, version: number): EventMetadata {
  const { command } = intention
  return {
    intention: intention.id,
    $correlationId: intention.correlation,
    $causationId: intention.causation,
    operator: intention.operator,
    terminal,
    sequence: intention.sequence,
    occurredAt: intention.occurredAt,
    ...(isLive(intention) ? {} : { said: true as const }),
    ...withOffset(intention.clockOffset),
    ...withVia(intention.via),
    ...(command.type === 'AdjustStock' ? { reason: command.reason } : {}),
    schemaVersion: version,
  }
}

/** Gives decided events their ids and metadata. They are parsed here: an event that could not be read back is a bug. */
export function toPending(
  events: readonly DomainEvent[],
  intention: Numbered,
  terminal: string,
  newId: () => string,
): readonly PendingEvent[] {
  return events.map((event) => {
    const version = currentVersion(event.type)
    const parsed = parseEvent(event.type, version, event.data)
    if (!parsed.ok) throw new Error(`decided an event that cannot be read back: ${parsed.problem}`)
    return {
      ...parsed.event,
      id: newId(),
      version,
      metadata: metadataOf(intention, terminal, version),
    }
  })
}

type Prepared = {
  readonly draft: Draft
  readonly intent: Intent<DomainCommand>
  readonly facts: Facts
  readonly book: Book
  readonly aggregate: AnyAggregate
}

function prepare(ledger: Ledger, identity: Identity, draft: Draft): Prepared {
  const { terminal, warehouse } = identity
  const { store, books, surroundings } = ledger
  const stream = streamFor(draft.command, warehouse)
  const book = books.get(stream)
  const { aggregate } = book
  if (aggregate === undefined) throw new Error(`no aggregate for stream ${stream}`)
  const last = store.outbox.lastSequence()
  ledger.clock.look(last)
  const sequence = last + 1
  const asked = { ...draft, terminal, sequence, acceptedAt: surroundings.now() }
  const intent = { ...asked, ...withOffset(isLive(asked) ? ledger.clock.off() : undefined) }
  const facts = gatherFacts(sourceOf(ledger), identity, draft.command, sequence)
  return { draft, intent, facts, book, aggregate }
}

/** Keeps an intention with its first decision, and brings the read models up to date. */
function record(
  ledger: Ledger,
  { draft, intent, book, aggregate }: Prepared,
  { events: decided, warnings }: Pick<Accepted<DomainEvent>, 'events' | 'warnings'>,
  state: 'pending' | 'held' = book.blocked ? 'held' : 'pending',
): { outcome: Outcome; state: 'pending' | 'held' } {
  const { store, books, surroundings } = ledger
  const { stream, revision } = book
  const { terminal, sequence, acceptedAt, clockOffset } = intent
  const events = toPending(
    decided,
    { ...draft, sequence, acceptedAt, clockOffset },
    terminal,
    surroundings.newId,
  )
  const outcome: Outcome = {
    id: draft.id,
    outcome: 'accepted',
    events: events.map(({ id, type, data }) => ({ id, type, stream, data: { ...data } })),
    ...(warnings.length > 0 ? { warnings: told(warnings) } : {}),
  }
  const { id, command, operator, role, occurredAt, correlation, causation, via } = draft
  store.outbox.add({
    sequence,
    id,
    stream,
    command,
    operator,
    role,
    occurredAt,
    acceptedAt,
    correlation,
    causation,
    via,
    outcome,
    firstBase: revision,
    clockOffset,
    state,
  })
  store.outbox.decide({ intention: sequence, base: revision, decidedAt: acceptedAt, events })
  const effective = events.reduce<unknown>(aggregate.evolve, book.effective)
  const changed = { ...book, effective }
  books.put(changed)
  ledger.publish(changed, events)
  addPendingMovements(store, stream, events, state)
  if (events.length > 0 && state === 'pending') ledger.markPending(stream)
  return { outcome, state }
}

/**
 * Decides a draft on the effective state and keeps intention, decision and read models. Within a unit of the ledger.
 * A refusal leaves nothing behind.
 */
export function acceptDraft(ledger: Ledger, identity: Identity, draft: Draft): Outcome {
  const prepared = prepare(ledger, identity, draft)
  const { aggregate, intent, book, facts } = prepared
  const incomplete = refuseIncomplete(aggregate, draft.command, book.effective, facts)
  if (incomplete) return refused(draft.id, incomplete.code, incomplete.facts)
  const decision = aggregate.decide(intent, book.effective, facts)
  if (decision.outcome === 'refused') return refused(draft.id, decision.code, decision.facts)
  const parts = aggregate.parts?.(draft.command, decision.events) ?? []
  if (parts.length > 0) return acceptParts(ledger, identity, draft, parts)
  const unsendable = refuseTooLarge(draft.command, decision.events)
  if (unsendable) return refused(draft.id, unsendable.code, unsendable.facts)
  const { outcome } = record(ledger, prepared, decision)
  if (decision.events.length === 0) endSatisfied(ledger, identity, { ...draft, ...intent })
  return outcome
}

/** The id of a part of an intention; the first part has the intention's own. */
const partId = ({ terminal }: Identity, id: string, part: number): string =>
  part === 0 ? id : derivedId(terminal, id, `part ${part}`)

/** Many intentions that belong together, in one transaction: each can be sent by itself. */
function acceptParts(
  ledger: Ledger,
  identity: Identity,
  draft: Draft,
  parts: readonly DomainCommand[],
): Outcome {
  const outcomes = parts.map((command, part) =>
    acceptDraft(ledger, identity, { ...draft, id: partId(identity, draft.id, part), command }),
  )
  return together(outcomes) ?? refused(draft.id, 'invalid-command')
}

/** The outcome of an intention that was recorded in parts. */
function together(outcomes: readonly Outcome[]): Outcome | undefined {
  const [first] = outcomes
  const events = outcomes.flatMap((each) => (each.outcome === 'accepted' ? each.events : []))
  return first?.outcome === 'accepted' ? { ...first, events } : first
}

/** What an intention was answered with before, all its parts. */
export function answeredInParts(
  ledger: Ledger,
  identity: Identity,
  id: string,
): Outcome | undefined {
  const outcomes: Outcome[] = []
  for (;;) {
    const next = answeredBefore(ledger, identity, partId(identity, id, outcomes.length))
    if (next === undefined) return together(outcomes)
    outcomes.push(next)
  }
}

/**
 * Accepts what follows from something that was decided elsewhere: nobody waits for an answer, so that nothing is
 * refused. What a person has to look at comes back as a conflict, with the intention kept and nothing decided for it.
 * On a stream that cannot be read it is kept, and decided once it can be.
 */
export function acceptConsequence(
  ledger: Ledger,
  identity: Identity,
  draft: Draft,
): { readonly sequence: number; readonly conflict: Conflicted } | undefined {
  if (answeredBefore(ledger, identity, draft.id) !== undefined) return undefined
  const prepared = prepare(ledger, identity, draft)
  const { aggregate, intent, book, facts } = prepared
  const nothing = { events: [], warnings: [] }
  if (waitsToBeRead(aggregate, draft.command, facts)) {
    record(ledger, prepared, nothing, 'held')
    return undefined
  }
  const none = { since: [], unseen: [], decided: [] }
  const incomplete = refuseIncomplete(aggregate, draft.command, book.effective, facts)
  const answer = incomplete
    ? orConflict<DomainEvent>(incomplete)
    : aggregate.rebase(intent, book.effective, facts, none)
  const { state } = record(ledger, prepared, answer.outcome === 'accepted' ? answer : nothing)
  if (answer.outcome === 'satisfied') endSatisfied(ledger, identity, { ...draft, ...intent })
  // Behind a conflict of the stream it waits, and is decided when its turn comes.
  return answer.outcome === 'conflict' && state === 'pending'
    ? { sequence: intent.sequence, conflict: answer }
    : undefined
}

/** An intention whose wish is fulfilled already ends; its number is closed in the central store, so that none is missing. */
export function endSatisfied(
  ledger: Ledger,
  identity: Identity,
  intention: Parent & { readonly sequence: number },
): void {
  ledger.store.outbox.setState(intention.sequence, 'satisfied')
  closeIntention(ledger, identity, intention)
}

/** Records on the terminal's own stream that an intention ended without an event of its own. */
export function closeIntention(
  ledger: Ledger,
  identity: Identity,
  intention: Parent & { readonly sequence: number },
): void {
  const { id, sequence } = intention
  const { outbox } = ledger.store
  let purpose = 'close'
  // Closed before, until the store was accepted in which nobody had fulfilled it: that closing has ended.
  while (outbox.findById(derivedId(identity.terminal, id, purpose))?.state === 'satisfied')
    purpose += ' again'
  derive(ledger, identity, intention, purpose, {
    type: 'CloseIntention',
    terminal: identity.terminal,
    intention: id,
    sequence,
  })
}

type Parent = Pick<Draft, 'id' | 'operator' | 'role' | 'correlation' | 'via'>

/**
 * Accepts a command that follows from an intention, under an id that follows from it too. Once: derived again, it is
 * the same intention, also where only the log still knows of the first time. A refusal says that newer state has it
 * already, or has gone another way: nothing is left to record then, and nobody else has to wait for it.
 */
export function derive(
  ledger: Ledger,
  identity: Identity,
  parent: Parent,
  purpose: string,
  command: DomainCommand,
): Outcome {
  const id = derivedId(identity.terminal, parent.id, purpose)
  const first = answeredBefore(ledger, identity, id)
  if (first !== undefined) return first
  const { operator, role, correlation, via } = parent
  return acceptDraft(ledger, identity, {
    id,
    command,
    operator,
    role,
    occurredAt: ledger.surroundings.now(),
    correlation,
    causation: parent.id,
    via,
  })
}
