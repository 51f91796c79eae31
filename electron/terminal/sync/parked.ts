import type { Parked } from '#shared/domain/settling/index.ts'
import { gatherFacts } from '../commands/facts.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'
import { intentOf, unconfirmed } from './redecide.ts'

/**
 * An intention that waits for a person, on what is known now. Whoever settles it has seen what came in between: only
 * what comes after counts as "since".
 */
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
    facts: gatherFacts(ledger.store.lookups, identity.warehouse, entry.command),
    context: { since: [], decided: entry.decided.events },
  }
}
