import { binsInstead, type Parked } from '#shared/domain/settling/index.ts'
import { gatherFacts, sourceOf } from '../commands/facts.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'
import { contextOf, intentOf, unconfirmed } from './redecide.ts'

/**
 * An intention that waits for a person, on what is known now, with all that came in since it was first decided. The
 * facts also know the bins that it could be made at instead, and the one that was chosen.
 */
export function parkedOf(
  ledger: Ledger,
  identity: Identity,
  entry: TailEntry,
  chosenBin?: string,
): Parked {
  const { aggregate, confirmed, stream } = ledger.books.get(entry.stream)
  if (aggregate === undefined) throw new Error(`no aggregate for stream ${stream}`)
  const state = ledger.store.outbox
    .tail(stream)
    .filter((before) => before.sequence < entry.sequence && before.state === 'pending')
    .flatMap(unconfirmed)
    .reduce<unknown>(aggregate.evolve, confirmed)
  const intent = intentOf(entry, identity.terminal)
  const facts = gatherFacts(sourceOf(ledger), identity.warehouse, entry.command, entry.sequence)
  const others = [
    ...binsInstead({ intent, state }),
    ...(chosenBin === undefined ? [] : [chosenBin]),
  ]
  const known = others.map((bin): [string, boolean] => [
    bin,
    ledger.store.lookups.hasBin(identity.warehouse, bin),
  ])
  return {
    aggregate,
    intent,
    state,
    facts: { ...facts, bins: { ...facts.bins, ...Object.fromEntries(known) } },
    context: contextOf(ledger, identity.terminal, entry),
  }
}
