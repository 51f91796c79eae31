import { withOffset } from '#shared/domain/clock.ts'
import { metadataSchema } from '#shared/contract/events.ts'
import type { DomainCommand, DomainEvent, Intent, RebaseContext } from '#shared/domain/index.ts'
import { type Ledger, readLogged } from '../commands/index.ts'
import type { LoggedEvent, PendingEvent, ReadableEntry, TailEntry } from '../store/index.ts'

/** An open intention, as its aggregate is asked about it. */
export const intentOf = (entry: ReadableEntry, terminal: string): Intent<DomainCommand> => ({
  id: entry.id,
  sequence: entry.sequence,
  command: entry.command,
  operator: entry.operator,
  role: entry.role,
  terminal,
  occurredAt: entry.occurredAt,
  acceptedAt: entry.acceptedAt,
  ...withOffset(entry.clockOffset),
})

/**
 * Is it of this terminal and in its outbox? What it recorded before it was put back from a copy is not: that is to be
 * looked at like what others did.
 */
function isKnown({ store }: Ledger, { metadata }: LoggedEvent): boolean {
  const read = metadataSchema.safeParse(metadata)
  return read.success && store.outbox.has(read.data.intention)
}

/**
 * What the rebases of a tail know besides the newer state; `seen` is the revision up to which a person has looked at
 * what came in. Events of others are read only if a decision asks, and then once for the whole tail.
 */
export function contextsOf(
  ledger: Ledger,
  terminal: string,
  stream: string,
  tail: readonly TailEntry[],
) {
  const from = Math.min(...tail.map(({ firstBase }) => firstBase))
  let read: readonly { readonly revision: number; readonly event: DomainEvent }[] | undefined
  const others = () =>
    (read ??= [...ledger.store.events.after(stream, from)]
      .filter((event) => event.terminal !== terminal || !isKnown(ledger, event))
      .flatMap((logged) => {
        const event = readLogged(logged)
        return event ? [{ revision: logged.revision, event }] : []
      }))
  const after = (base: number): readonly DomainEvent[] => {
    const first = others().findIndex(({ revision }) => revision > base)
    return first < 0
      ? []
      : others()
          .slice(first)
          .map(({ event }) => event)
  }
  return (
    { firstBase, decided, settled }: TailEntry,
    seen = settled?.seen ?? firstBase,
  ): RebaseContext<DomainEvent> => ({
    get since() {
      return after(firstBase)
    },
    get unseen() {
      return after(seen)
    },
    decided: decided.events,
  })
}

export const unconfirmed = (entry: TailEntry): readonly PendingEvent[] =>
  entry.decided.events.filter(({ revision }) => revision === undefined)
