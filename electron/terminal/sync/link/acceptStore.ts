import { topics } from '#shared/contract/api/index.ts'
import { type DomainCommand, type DomainEvent, streams } from '#shared/domain/index.ts'
import {
  acceptDraft,
  derivedId,
  fillReadModels,
  type Identity,
  type Ledger,
  toPending,
  writeSite,
} from '../../commands/index.ts'
import { type Halted, isReadable, type ReadableEntry } from '../../store/index.ts'
import {
  type CommonHead,
  withHeadCapped,
  withKnownCapped,
  withWordCapped,
} from '../../rebase/index.ts'

/** What came of it. */
export type Acceptance = { readonly lacking: number; readonly offered: number }

/** The supervisor who accepts a store, and how they said so, where that was no screen. */
type AcceptedBy = { readonly by: string; readonly via?: string | undefined }

/**
 * A supervisor takes the store that is there as the one to work with. In one transaction the journal becomes what both
 * logs have in common, what the store lacks is kept for good beside it, and what this terminal had recorded itself is
 * pending again. What else the store has is read as ever afterwards, and only then is all that is open decided again:
 * what no longer fits waits for a person.
 */
export function acceptStore(
  ledger: Ledger,
  identity: Identity,
  halted: Halted,
  by: AcceptedBy,
): Acceptance {
  try {
    return ledger.unit('rebuild', () => cutAndOffer(ledger, identity, halted, by))
  } catch (error) {
    ledger.books.clear()
    throw error
  }
}

function cutAndOffer(
  ledger: Ledger,
  identity: Identity,
  halted: Halted,
  { by, via }: AcceptedBy,
): Acceptance {
  const { store, books, changes, surroundings } = ledger
  const { lacking } = store.halted.count()
  const heads = store.halted.heads()
  const unsettled = new Set(store.halted.unsettled())
  const offered = store.outbox.takeBackLanded()
  store.halted.cut(surroundings.now())
  reopenEnded(ledger, identity)
  parkUnsettled(ledger, identity, unsettled)
  for (const [stream, head] of heads) store.outbox.cap(stream, head)
  books.clear()
  claimNoMore(ledger, identity, (stream) => heads.get(stream))
  goOnFrom(ledger, halted)
  books.clear()
  store.emptyReadModels()
  fillReadModels(ledger)
  const id = surroundings.newId()
  const { kind, site } = halted
  const command: DomainCommand = {
    type: 'AcceptStore',
    terminal: identity.terminal,
    by,
    kind,
    ...(site === undefined ? {} : { site }),
    lacking,
    offered,
  }
  acceptDraft(ledger, identity, {
    id,
    command,
    operator: by,
    role: 'supervisor',
    occurredAt: surroundings.now(),
    correlation: id,
    causation: id,
    via,
  })
  changes.mark(topics)
  return { lacking, offered }
}

/** The log is read on from the last event that both have; what is open is decided again when that is done. */
function goOnFrom({ store }: Ledger, { common, site }: Halted): void {
  const follows = store.checkpoints.read()?.follows
  if (common === undefined || follows === undefined) store.checkpoints.forget()
  else store.checkpoints.write({ position: common.position, event: common, follows })
  writeSite(store.meta, site)
  store.reading.beginAnew(store.events.arrived())
  store.halted.forget()
}

/** What had ended because others had done the same, or were first: perhaps nobody has now. */
function reopenEnded({ store: { outbox } }: Ledger, { terminal }: Identity): void {
  for (const { sequence, id } of outbox.ended()) {
    const closing = derivedId(terminal, id, 'close')
    if (outbox.has(closing) && !outbox.hasLanded(closing)) outbox.reopen(sequence)
  }
}

/** How a conflict was settled is not in the log any more: it waits for that again, or for another answer. */
function parkUnsettled(
  { store: { outbox } }: Ledger,
  { terminal }: Identity,
  unsettled: ReadonlySet<string>,
): void {
  if (unsettled.size === 0) return
  for (const { sequence, id, conflicts } of outbox.settled()) {
    const conflict = derivedId(terminal, id, `conflict ${conflicts}`)
    if (unsettled.has(streams.conflict(conflict))) outbox.parkAgain(sequence, conflict)
  }
}

/** Revisions beyond the common ones are other events now: what is offered again claims to know none of them. */
function claimNoMore(ledger: Ledger, identity: Identity, head: CommonHead): void {
  const { outbox } = ledger.store
  for (const stream of outbox.openStreams())
    for (const entry of outbox.tail(stream).filter(isReadable))
      claimLess(ledger, identity, entry, head)
}

function claimLess(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  head: CommonHead,
): void {
  const { store, surroundings } = ledger
  if (entry.decided.events.some(({ revision }) => revision !== undefined)) return
  const stockOf = (sku: string) => streams.stock(identity.warehouse, sku)
  const about = head(conflictedStream(ledger, entry.command) ?? '')
  const less = <T extends object>(value: T): T =>
    withHeadCapped(withKnownCapped(value, { stockOf, head }) as T, about)
  const command = less(entry.command)
  if (differs(command, entry.command)) store.outbox.rewriteCommand(entry.sequence, command)
  const events = entry.decided.events.map(({ type, data }) =>
    withWordCapped({ type, data: less(data) } as DomainEvent, head),
  )
  if (!events.some(({ data }, index) => differs(data, entry.decided.events[index]?.data))) return
  const decision = store.outbox.decide({
    intention: entry.sequence,
    base: entry.decided.base,
    decidedAt: surroundings.now(),
    events: toPending(events, { ...entry, command }, identity.terminal, surroundings.newId),
  })
  store.outbox.setApplies(decision, entry.decided.applies)
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** The stream that a conflict is about. */
function conflictedStream({ store }: Ledger, command: DomainCommand): string | undefined {
  if (command.type === 'RaiseConflict') return command.stream
  return command.type === 'ReopenConflict'
    ? store.outbox.parkedBy(command.conflict)?.stream
    : undefined
}
