import { type Identity, type Ledger, readLogged } from '../commands/index.ts'
import { followUp, redecideTail } from '../rebase/index.ts'
import type { LoggedEvent } from '../store/index.ts'
import { carryOutOpenSettlements } from './settle.ts'

/** A supervisor's word that work goes on with what is known. */
export const WORDS = ['IncompleteAccepted']

/**
 * What waited on a stream that cannot be read is decided once a supervisor has said that work goes on here without
 * that. Within the unit that took the events in.
 */
export function goOnAsTold(
  ledger: Ledger,
  identity: Identity,
  events: readonly LoggedEvent[],
): void {
  const told = events.flatMap((logged) => {
    if (logged.terminal !== identity.terminal || !WORDS.includes(logged.type)) return []
    const word = readLogged(logged)
    return word?.type === 'IncompleteAccepted' ? [word.data.stream] : []
  })
  for (const stream of new Set(told)) {
    const book = ledger.books.get(stream)
    followUp(ledger, identity, redecideTail(ledger, identity, book, []).followUps)
  }
  if (told.length > 0) carryOutOpenSettlements(ledger, identity)
}
