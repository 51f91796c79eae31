import { streams } from '#shared/domain/index.ts'
import { type CountLinesApproved, postingsOf } from '#shared/domain/count/index.ts'
import { derivedId, type Identity, type Ledger, readLogged, viaOf } from '../commands/index.ts'
import type { LoggedEvent } from '../store/index.ts'
import { acceptOrRaise } from '../rebase/index.ts'

/** What lines of counts are posted after. */
export const APPROVALS = ['CountLinesApproved', 'CountPostingRequested']

type Posting = ReturnType<typeof postingsOf>[number]
type Skipped = (posting: Posting['command']) => boolean

const readApproval = (event: LoggedEvent): CountLinesApproved | undefined => {
  const readable = event.type === 'CountLinesApproved' ? readLogged(event) : undefined
  return readable?.type === 'CountLinesApproved' ? readable : undefined
}

/** One intention for each line that the log does not have, on the stream of its SKU, with an id that follows from it. */
function post(ledger: Ledger, identity: Identity, event: LoggedEvent, skipped: Skipped): void {
  const approval = readApproval(event)
  if (approval === undefined) return
  const { by: operator, warehouse } = approval.data
  for (const { name, command } of postingsOf(approval)) {
    if (ledger.store.lookups.isPosted(warehouse, command.observation) || skipped(command)) continue
    acceptOrRaise(ledger, identity, {
      id: derivedId(identity.terminal, event.id, name),
      command,
      operator,
      role: 'supervisor',
      occurredAt: ledger.surroundings.now(),
      correlation: event.id,
      causation: event.id,
      via: viaOf(event),
    })
  }
}

const conflictOf = (ledger: Ledger, { warehouse }: Identity, command: Posting['command']) =>
  ledger.store.lookups.postingConflict(streams.stock(warehouse, command.sku), command.observation)

/**
 * Puts the lines of a count into the book once their approval is confirmed: pending, it could still turn out otherwise.
 * By the terminal on which they were approved at once, and by any other when somebody asks for it there. Of two that
 * post the same line the second finds it in the log. Within the unit that took the events in.
 */
export function postApprovedLines(
  ledger: Ledger,
  identity: Identity,
  events: readonly LoggedEvent[],
): void {
  // What a person has left undone stays so; what waits for one is asked again, where its terminal may be gone.
  const leftUndone = (command: Posting['command']) =>
    conflictOf(ledger, identity, command) === 'closed'
  for (const event of events) {
    if (event.terminal !== identity.terminal) continue
    if (event.type === 'CountLinesApproved') post(ledger, identity, event, leftUndone)
    if (event.type !== 'CountPostingRequested') continue
    for (const earlier of ledger.store.events.after(event.stream, -1))
      post(ledger, identity, earlier, leftUndone)
  }
}

/** How long the terminal of an approval has to post it, by the central store's time, before any other does. */
const GRACE_MS = 10 * 60_000
/** Older approvals are posted when somebody asks for it. */
const LOOK_BACK_MS = 30 * 24 * 3600_000

/**
 * Posts what other terminals have approved and not posted: theirs may be gone. Where a conflict about it was raised,
 * that one posted it, and a person decides. For a moment at which the log is known up to its end.
 */
export function overduePostings(ledger: Ledger): (identity: Identity, now: number) => void {
  const done = new Set<string>()
  const at = (time: number) => new Date(time).toISOString()
  return (identity, now) => {
    const { events } = ledger.store
    const counts = streams.count(identity.warehouse, '')
    const overdue = events
      .approvals(at(now - LOOK_BACK_MS), at(now - GRACE_MS))
      .filter(({ id, stream }) => !done.has(id) && stream.startsWith(counts))
    if (overdue.length === 0) return
    ledger.unit('ingest', () => {
      for (const { stream, revision } of overdue) {
        const event = events.at(stream, revision)
        if (event)
          post(
            ledger,
            identity,
            event,
            (command) => conflictOf(ledger, identity, command) !== undefined,
          )
      }
    })
    for (const { id } of overdue) done.add(id)
  }
}
