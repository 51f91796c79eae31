import { type Consequence, type Follow, type Known, streams } from '#shared/domain/index.ts'
import { inLogOrder } from '../central/index.ts'
import { derivedId, type Identity, type Ledger, readLogged, viaOf } from '../commands/index.ts'
import { acceptOrRaise } from '../rebase/index.ts'
import type { LoggedEvent } from '../store/index.ts'

/** Are they given on the terminal whose it is, or on another one that it may have left it to? */
export type Duty = 'own' | 'overdue'

const isOwn = ({ terminal }: LoggedEvent, identity: Identity) => terminal === identity.terminal

const knownTo = ({ store: { lookups } }: Ledger): Known => ({
  get supervisors() {
    return lookups.activeSupervisors()
  },
  isPosted: lookups.isPosted,
  postingConflict: (warehouse, sku, line) =>
    lookups.postingConflict(streams.stock(warehouse, sku), line),
})

const followingFrom = (follow: Follow, event: LoggedEvent): readonly Consequence[] => {
  const readable = follow.on.some((type) => type === event.type) ? readLogged(event) : undefined
  return readable ? follow.follows(readable) : []
}

/** Gives what follows from each of these events, or from the last one of all where only that one counts. */
export function followAll(
  ledger: Ledger,
  identity: Identity,
  follow: Follow,
  events: readonly LoggedEvent[],
): void {
  if (follow.onlyLastWhile === undefined)
    for (const event of events.filter((one) => isOwn(one, identity)))
      giveAll(ledger, identity, follow, event, 'own')
  else if (events.some((event) => followingFrom(follow, event).length > 0))
    followLast(ledger, identity, follow, 'own')
}

/** The same for the one that stands last in the central store's log. */
export function followLast(ledger: Ledger, identity: Identity, follow: Follow, duty: Duty): void {
  if (follow.onlyLastWhile?.(knownTo(ledger)) === false) return
  const last = ledger.store.events
    .arrivedSince(0, { types: follow.on })
    .filter((event) => followingFrom(follow, event).length > 0)
    .toSorted((a, b) => inLogOrder(a.position, b.position))
    .at(-1)
  if (last && (duty === 'overdue' || isOwn(last, identity)))
    giveAll(ledger, identity, follow, last, duty)
}

/** Gives what follows from an event and is not done yet. Within a unit. */
export function giveAll(
  ledger: Ledger,
  identity: Identity,
  follow: Follow,
  event: LoggedEvent,
  duty: Duty,
): void {
  const known = knownTo(ledger)
  for (const { name, command, operator, isDone } of followingFrom(follow, event))
    if (!isDone(known, duty === 'overdue'))
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
