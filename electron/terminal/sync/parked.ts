import type { Parked } from '#shared/domain/settling/index.ts'
import { gatherFacts, sourceOf } from '../commands/facts.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'
import { contextOf, intentOf, unconfirmed } from './redecide.ts'

/** An intention that waits for a person, on what is known now, with all that came in since it was first decided. */
export function parkedOf(ledger: Ledger, identity: Identity, entry: TailEntry): Parked {
  const { aggregate, confirmed, stream } = ledger.books.get(entry.stream)
  if (aggregate === undefined) throw new Error(`no aggregate for stream ${stream}`)
  const state = ledger.store.outbox
    .tail(stream)
    .filter((before) => before.sequence < entry.sequence && before.state === 'pending')
    .flatMap(unconfirmed)
    .reduce<unknown>(aggregate.evolve, confirmed)
  return {
    aggregate,
    intent: intentOf(entry, identity.terminal),
    state,
    facts: gatherFacts(sourceOf(ledger), identity.warehouse, entry.command, entry.sequence),
    context: contextOf(ledger, identity.terminal, entry),
  }
}
