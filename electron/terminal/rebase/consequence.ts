import { acceptConsequence, type Draft, type Identity, type Ledger } from '../commands/index.ts'
import { raise } from './followUp.ts'

/**
 * Accepts what nobody waits for an answer to, once for its id. What a person has to look at is parked, and raised as a
 * conflict. Within a unit of the ledger.
 */
export function acceptOrRaise(ledger: Ledger, identity: Identity, draft: Draft): void {
  const parked = acceptConsequence(ledger, identity, draft)
  if (parked === undefined) return
  const { store, books } = ledger
  const entry = store.outbox.findById(draft.id)
  if (entry === undefined) throw new Error(`intention ${draft.id} was not kept`)
  const { stream, sequence } = entry
  books.put({ ...books.get(stream), blocked: true })
  const { command } = draft
  const kept = { ...entry, command, decided: store.outbox.standing(sequence) }
  raise(ledger, identity, kept, parked.conflict)
}
