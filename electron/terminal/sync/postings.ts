import { postingsOf } from '#shared/domain/count/index.ts'
import { readLogged } from '../commands/books.ts'
import { derivedId } from '../commands/ids.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { LoggedEvent } from '../store/index.ts'
import { acceptOrRaise } from './consequence.ts'

/** What lines of counts are posted after. */
export const APPROVALS = ['CountLinesApproved']

/**
 * Puts the lines of a count into the book once their approval is confirmed: one intention for each line, on the stream
 * of its SKU, with an id that follows from the line. By the terminal on which they were approved, and only once the
 * approval stands: pending, it could still turn out otherwise. Within the unit that took the events in.
 */
export function postApprovedLines(
  ledger: Ledger,
  identity: Identity,
  events: readonly LoggedEvent[],
): void {
  for (const event of events) {
    if (!APPROVALS.includes(event.type)) continue
    if (event.terminal !== identity.terminal) continue
    const readable = readLogged(event)
    if (readable?.type !== 'CountLinesApproved') continue
    const { by: operator } = readable.data
    for (const { name, command } of postingsOf(readable))
      acceptOrRaise(ledger, identity, {
        id: derivedId(identity.terminal, event.id, name),
        command,
        operator,
        role: 'supervisor',
        occurredAt: ledger.surroundings.now(),
        correlation: event.id,
        causation: event.id,
      })
  }
}
