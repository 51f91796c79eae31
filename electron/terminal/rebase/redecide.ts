/*
 * A rebase: a stream's whole tail, decided again on newer confirmed state. What holds after it:
 *
 *   0:StockReceived                | #6:StockPicked@0  #7:StockMoved@0  #8:StockPicked@0      before
 *   0:StockReceived 1:StockPicked  | #6:StockPicked@1 !#7:StockMoved@0 (#8:StockPicked@1)     after
 *
 * - What is confirmed is as it was given. What stands of the tail was decided on its head (`@1`), each with those before
 *   it applied; the effective state is exactly what is confirmed with these applied.
 * - Each intention is still there once, in its place: to be sent, in conflict (`!`), held behind one (`( )`), or ended,
 *   where newer state has it already. Nothing that was decided is deleted: what it replaced stands behind a `<`.
 * - From the first conflict on, nothing is sent. What was sent, and what a person has to look at, is not decided again.
 *
 * history.ts has the notation.
 */

import {
  type DomainEvent,
  orConflict,
  parseStream,
  refuseIncomplete,
  waitsToBeRead,
} from '#shared/domain/index.ts'
import {
  addPendingMovements,
  aggregateOf,
  type AnyAggregate,
  type Book,
  type Identity,
  incompleteHere,
  type Ledger,
  sourceOf,
  toPending,
} from '../commands/index.ts'
import {
  isReadable,
  type PendingEvent,
  type ReadableEntry,
  type TailEntry,
} from '../store/index.ts'
import type { Conflicted, Rebased, RebaseContext } from '#shared/domain/index.ts'
import { settle } from '#shared/domain/settling/index.ts'
import { factsFor } from './parked.ts'
import { contextsOf, intentOf, unconfirmed } from './tail.ts'
import { unlessTwiceIn } from './twice.ts'

/** What has to follow once the tail has been decided again. */
export type FollowUp =
  | { readonly kind: 'satisfied'; readonly entry: TailEntry }
  | { readonly kind: 'conflict'; readonly entry: ReadableEntry; readonly conflict: Conflicted }
  /** What was said about a conflict came too late. That is no conflict of its own, and holds nothing back. */
  | { readonly kind: 'too-late'; readonly entry: TailEntry; readonly conflict: Conflicted }

export type Redecided = {
  readonly rebased: number
  readonly followUps: readonly FollowUp[]
}

const sameEvents = (a: readonly DomainEvent[], b: readonly DomainEvent[]) =>
  a.length === b.length &&
  a.every(
    ({ type, data }, index) =>
      type === b[index]?.type && JSON.stringify(data) === JSON.stringify(b[index]?.data),
  )

/** Decisions elsewhere ask the read models about these streams, and so do decisions about the streams themselves. */
const feedsFacts = (stream: string) =>
  ['operator', 'product', 'warehouse'].includes(parseStream(stream)?.category ?? '')

/**
 * Makes new events the decision that stands. Where they say the same as before, the decision stands as it is: what the
 * operator was told is then what arrives. It cannot have arrived already, or the pull would have confirmed it.
 */
export function replaceDecision(
  ledger: Ledger,
  { terminal }: Identity,
  entry: ReadableEntry,
  base: number,
  events: readonly DomainEvent[],
  state: 'pending' | 'held',
): readonly PendingEvent[] {
  const { store, surroundings } = ledger
  if (entry.state !== state) store.outbox.setState(entry.sequence, state)
  if (sameEvents(entry.decided.events, events)) {
    store.outbox.renew(entry.decided.decision, base)
    for (const { id } of entry.decided.events) store.movements.setStatus(id, state)
    return entry.decided.events
  }
  const pending = toPending(events, entry, terminal, surroundings.newId)
  const decidedAt = surroundings.now()
  store.outbox.decide({ intention: entry.sequence, base, decidedAt, events: pending })
  for (const { id } of entry.decided.events) store.movements.drop(id)
  addPendingMovements(store, entry.stream, pending, state)
  return pending
}

function consequence(
  entry: ReadableEntry,
  answer: Exclude<Rebased<DomainEvent>, { outcome: 'accepted' }>,
): FollowUp {
  if (answer.outcome === 'satisfied') return { kind: 'satisfied', entry }
  const aboutConflict = parseStream(entry.stream)?.category === 'conflict'
  return { kind: aboutConflict ? 'too-late' : 'conflict', entry, conflict: answer }
}

/** What a person settled stays settled: it is decided in the way that they chose, not as it was first asked for. */
function decideAgain(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  state: unknown,
  context: RebaseContext<DomainEvent>,
): Rebased<DomainEvent> {
  const aggregate = aggregateOf(entry.stream)
  if (aggregate === undefined) throw new Error(`no aggregate for stream ${entry.stream}`)
  const intent = intentOf(entry, identity.terminal)
  const facts = factsFor(ledger, identity, entry, state)
  const incomplete =
    entry.settled === undefined
      ? refuseIncomplete(aggregate, entry.command, state, facts)
      : undefined
  if (incomplete) return orConflict(incomplete)
  const parked = { aggregate, intent, state, facts, context }
  return entry.settled === undefined
    ? aggregate.rebase(intent, state, facts, context)
    : settle(entry.settled, entry.settled.settlement, parked).decision
}

/** Not to be decided by now: it waits, with what comes after it, and is no part of the effective state. */
function hold({ store: { outbox, movements } }: Ledger, { sequence, state, decided }: TailEntry) {
  outbox.setApplies(decided.decision, false)
  if (state !== 'held') outbox.setState(sequence, 'held')
  for (const { id } of decided.events) movements.setStatus(id, 'held')
}

/** Can it be decided here? Its command can be read, and so can its stream, as far as that needs to be. */
function decidable(
  ledger: Ledger,
  { terminal }: Identity,
  book: Book,
): (entry: TailEntry) => entry is ReadableEntry {
  const incomplete = incompleteHere(sourceOf(ledger), terminal, book)
  const { aggregate } = book
  return (entry): entry is ReadableEntry =>
    isReadable(entry) && !(aggregate && waitsToBeRead(aggregate, entry.command, { incomplete }))
}

const hasLanded = (entry: TailEntry): boolean =>
  entry.decided.events.some(({ revision }) => revision !== undefined)

/**
 * What a tail would come to on newer confirmed state, without deciding anything: what people see while the log is only
 * being read. Answers with the state, and the events that are in it.
 */
export function foresee(ledger: Ledger, identity: Identity, book: Book) {
  const { stream, aggregate, confirmed, gaps } = book
  const isDecidable = decidable(ledger, identity, book)
  const tail = aggregate ? ledger.store.outbox.tail(stream) : []
  const contextFor = contextsOf(ledger, identity.terminal, stream, tail)
  const unlessTwice = unlessTwiceIn(ledger, identity, tail)
  const events: DomainEvent[] = []
  let effective = confirmed
  for (const entry of tail) {
    if (aggregate === undefined || entry.state === 'conflict') continue
    if (!hasLanded(entry) && !gaps?.ended && !isDecidable(entry)) break
    const answer =
      !isDecidable(entry) || hasLanded(entry) || gaps?.ended
        ? { outcome: 'accepted' as const, events: unconfirmed(entry) }
        : unlessTwice(entry, decideAgain(ledger, identity, entry, effective, contextFor(entry)))
    if (answer.outcome !== 'accepted') continue
    effective = answer.events.reduce<unknown>(aggregate.evolve, effective)
    events.push(...answer.events)
  }
  return { effective, events }
}

/**
 * Decides a stream's whole pending tail again, in order, on its newer confirmed state. What has landed already stands;
 * a parked intention stays parked and holds back what comes after it. Within a unit; `book` has the newer confirmed
 * state, and `touched` are the events that changed it. Intentions before `from` keep their decisions.
 */
export function redecideTail(
  ledger: Ledger,
  identity: Identity,
  book: Book,
  touched: readonly DomainEvent[],
  from = 0,
): Redecided {
  const { store, books } = ledger
  const { aggregate, stream } = book
  const tail = aggregate ? store.outbox.tail(stream) : []
  const changed: DomainEvent[] = [...touched, ...tail.flatMap(unconfirmed)]
  const followUps: FollowUp[] = []
  let current: Book = { ...book, effective: book.confirmed, blocked: false }
  const contextFor = contextsOf(ledger, identity.terminal, stream, tail)
  const unlessTwice = unlessTwiceIn(ledger, identity, tail)
  const isDecidable = decidable(ledger, identity, book)
  let rebased = 0

  /** Lets facts be looked up without what is about to be decided again. */
  const show = () => {
    books.put(current)
    if (feedsFacts(stream)) ledger.publish(current, changed)
  }
  const apply = (known: AnyAggregate, events: readonly DomainEvent[]) => {
    current = { ...current, effective: events.reduce<unknown>(known.evolve, current.effective) }
    changed.push(...events)
    show()
  }

  show()
  for (const entry of tail) {
    if (aggregate === undefined) break
    if (entry.state === 'conflict') {
      current = { ...current, blocked: true }
      continue
    }
    // What was ended takes nothing any more: what is pending there stays as it is, and says so.
    if (hasLanded(entry) || entry.sequence < from || book.gaps?.ended) {
      if (entry.decided.applies) apply(aggregate, unconfirmed(entry))
      continue
    }
    if (!isDecidable(entry)) {
      hold(ledger, entry)
      current = { ...current, blocked: true }
      continue
    }
    rebased += 1
    const answer = unlessTwice(
      entry,
      decideAgain(ledger, identity, entry, current.effective, contextFor(entry)),
    )
    if (answer.outcome === 'accepted') {
      const state = current.blocked ? 'held' : 'pending'
      apply(
        aggregate,
        replaceDecision(ledger, identity, entry, book.revision, answer.events, state),
      )
      continue
    }
    // It is no part of the effective state, nor of what is looked up for those after it.
    if (current.blocked)
      // Not decided yet: what stands before it may still change.
      hold(ledger, entry)
    else {
      store.outbox.setApplies(entry.decided.decision, false)
      const next = consequence(entry, answer)
      followUps.push(next)
      for (const { id } of entry.decided.events)
        if (next.kind === 'conflict') store.movements.setStatus(id, 'conflict')
        else store.movements.drop(id)
      if (next.kind === 'conflict') current = { ...current, blocked: true }
    }
  }
  books.put(current)
  ledger.publish(current, changed)
  if (tail.some(({ state }) => state !== 'conflict')) ledger.markPending(stream)
  ledger.observer.rebased(rebased)
  return { rebased, followUps }
}
