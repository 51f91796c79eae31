import { type DomainEvent, streams } from '#shared/domain/index.ts'
import type { ConflictCase } from '#shared/domain/conflict/index.ts'
import type { Identity, Ledger } from '../../commands/index.ts'

/**
 * Intentions that were parked after the copy was made: the log has the whole case, so that what people decide about
 * it can still be carried out. Once the log has been read to its end, within a unit.
 */
export function bringBack(
  ledger: Ledger,
  identity: Identity,
  events: readonly DomainEvent[],
): void {
  const raised = events.flatMap((event) => (event.type === 'ConflictRaised' ? [event.data] : []))
  for (const all of Map.groupBy(raised, ({ intention }) => intention.intention).values()) {
    const last = all.at(-1)
    if (last && isStillOpen(ledger, identity, last)) keep(ledger, last, all.length)
  }
}

function isStillOpen({ store, books }: Ledger, { terminal }: Identity, one: ConflictCase): boolean {
  const { intention, sequence } = one.intention
  if (store.outbox.has(intention)) return false
  if (store.outbox.isNumberTaken(sequence)) return false
  const landed = store.events.ofIntention(intention).some((event) => event.terminal === terminal)
  if (landed || store.events.isClosed(terminal, intention)) return false
  const state = books.get(streams.conflict(one.conflict)).confirmed
  return !(state.status === 'closed' && state.result === 'left-undone')
}

function keep({ store, books }: Ledger, one: ConflictCase, conflicts: number): void {
  const { conflict, stream, decidedOn, intention } = one
  const { intention: id, sequence, operator, occurredAt } = intention
  const role = store.lookups.operator(operator)?.role ?? 'operator'
  store.outbox.add({
    sequence,
    id,
    stream,
    command: intention.command,
    commandVersion: intention.version ?? 1,
    operator,
    role,
    occurredAt,
    acceptedAt: occurredAt,
    correlation: id,
    causation: id,
    via: intention.via,
    outcome: { id, outcome: 'accepted', events: [] },
    firstBase: decidedOn,
    clockOffset: undefined,
    state: 'pending',
  })
  store.outbox.decide({ intention: sequence, base: decidedOn, decidedAt: occurredAt, events: [] })
  for (let n = 0; n < conflicts; n++) store.outbox.park(sequence, conflict)
  books.forget(stream)
}
