import { type EventMetadata, metadataSchema } from '#shared/contract/events.ts'
import type { DomainEvent } from '#shared/domain/index.ts'
import { type Ledger, readLogged } from '../../commands/index.ts'
import type { Intention, LoggedEvent, TailEntry } from '../../store/index.ts'

/** A stream whose pending events are other than they were, and those that are no longer. */
export type Shed = { readonly stream: string; readonly events: readonly DomainEvent[] }

const isOpen = ({ state }: Intention) =>
  state === 'pending' || state === 'held' || state === 'conflict'

/**
 * An event of this terminal that its outbox does not know: it was recorded between the copy and the moment when the
 * copy was put back. What it says of an intention that the outbox does have counts, however that was decided here: it
 * has landed, has ended, or waits for a person. Within the unit that takes the event in.
 */
export function recogniseOwn(ledger: Ledger, logged: LoggedEvent): readonly Shed[] {
  const metadata = metadataSchema.safeParse(logged.metadata)
  if (!metadata.success) return []
  const event = readLogged(logged)
  const landed = adopt(ledger, logged, event, metadata.data)
  if (landed !== undefined) return landed
  if (event?.type === 'IntentionClosed') return end(ledger, event.data.intention)
  if (event?.type === 'ConflictRaised')
    return park(ledger, event.data.intention.intention, event.data.conflict)
  return []
}

const entryOf = ({ store }: Ledger, intention: string): TailEntry | undefined => {
  const found = store.outbox.findById(intention)
  return found && { ...found, decided: store.outbox.standing(found.sequence) }
}

/** It landed, though under other ids: what it was decided as here is replaced by what is there. */
function adopt(
  ledger: Ledger,
  logged: LoggedEvent,
  event: DomainEvent | undefined,
  metadata: EventMetadata,
): readonly Shed[] | undefined {
  const { store } = ledger
  const entry = entryOf(ledger, metadata.intention)
  if (entry?.stream !== logged.stream) return undefined
  const { sequence, stream, decided, state } = entry
  const { id, revision, version, recordedAt } = logged
  const here = event && { ...event, id, version, metadata, revision }
  const standsThere = decided.events.some((one) => one.revision !== undefined)
  if (standsThere) {
    if (here) store.outbox.adopt(decided.decision, here)
    return []
  }
  if (here)
    store.outbox.decide({
      intention: sequence,
      base: revision - 1,
      decidedAt: recordedAt,
      events: [here],
    })
  if (state !== 'confirmed') store.outbox.setState(sequence, 'confirmed')
  for (const one of decided.events) store.movements.drop(one.id)
  return [{ stream, events: decided.events }]
}

/** Its terminal had found that nothing was left to record for it. */
function end(ledger: Ledger, intention: string): readonly Shed[] {
  const { store } = ledger
  const entry = entryOf(ledger, intention)
  if (entry === undefined || !isOpen(entry)) return []
  store.outbox.setState(entry.sequence, 'satisfied')
  for (const { id } of entry.decided.events) store.movements.drop(id)
  return [{ stream: entry.stream, events: entry.decided.events }]
}

/** It had come into conflict, and people know of that one. */
function park(ledger: Ledger, intention: string, conflict: string): readonly Shed[] {
  const { store } = ledger
  const entry = entryOf(ledger, intention)
  if (entry === undefined || !isOpen(entry) || entry.conflict === conflict) return []
  store.outbox.park(entry.sequence, conflict)
  for (const { id } of entry.decided.events) store.movements.setStatus(id, 'conflict')
  return [{ stream: entry.stream, events: entry.decided.events }]
}
