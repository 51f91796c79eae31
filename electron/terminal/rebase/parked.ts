import type { Facts } from '#shared/domain/index.ts'
import { binsInstead, type Parked } from '#shared/domain/settling/index.ts'
import { gatherFacts, type Identity, type Ledger, readThen, sourceOf } from '../commands/index.ts'
import type { ReadableEntry } from '../store/index.ts'
import { contextsOf, intentOf, unconfirmed } from './tail.ts'

/**
 * What the decision about an open intention may depend on. Where a person has to choose or has chosen, that is also the
 * bins that it could be made at instead, and the one that was chosen.
 */
export function factsFor(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  state: unknown,
  chosenBin = entry.settled?.settlement.bin,
): Facts {
  const source = { ...sourceOf(ledger), readThen }
  const facts = gatherFacts(source, identity, entry.command, entry.sequence)
  if (entry.state !== 'conflict' && entry.settled === undefined) return facts
  const intent = intentOf(entry, identity.terminal)
  const others = [
    ...binsInstead({ intent, state }),
    ...(chosenBin === undefined ? [] : [chosenBin]),
  ]
  const known = others.map((bin): [string, boolean] => [
    bin,
    ledger.store.lookups.hasBin(identity.warehouse, bin),
  ])
  return { ...facts, bins: { ...facts.bins, ...Object.fromEntries(known) } }
}

/**
 * An intention that waits for a person, on what is known now, with all that came in since it was first decided.
 * Where it is being settled: `bin` is the one that was chosen, and `seen` the revision up to which whoever did so has
 * seen what came in.
 */
export function parkedOf(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  {
    bin,
    seen = entry.firstBase,
  }: { readonly bin?: string | undefined; readonly seen?: number | undefined } = {},
): Parked {
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
    facts: factsFor(ledger, identity, { ...entry, state: 'conflict' }, state, bin),
    context: contextsOf(ledger, identity.terminal, stream, [entry])(entry, seen),
  }
}
