import {
  categoryOf,
  type DecideAgain,
  type FollowAgain,
  type OtherStreams,
  reactions,
  unreachable,
} from '#shared/domain/index.ts'
import { type Identity, type Ledger, readLogged } from '../commands/index.ts'
import { followUp, redecideTail } from '../rebase/index.ts'
import type { LoggedEvent } from '../store/index.ts'
import { followAll, giveAll } from './follow.ts'
import { carryOutOpenSettlements, carryOutSettlements } from './settle.ts'

type Settling = (ledger: Ledger, identity: Identity, events: readonly LoggedEvent[]) => void

/** Carries out what follows from events that have come in. Within the unit that took them in. */
export const react = (ledger: Ledger, identity: Identity, events: readonly LoggedEvent[]): void =>
  carryOut(ledger, identity, events, carryOutSettlements)

/** The same for events that were not known when their stream was read: what people decided may have waited for them. */
export const reactAfresh: typeof react = (ledger, identity, events) =>
  carryOut(ledger, identity, events, (...settled) => {
    carryOutSettlements(...settled)
    carryOutOpenSettlements(ledger, identity)
  })

/**
 * The same for all that was read from a place in the log on, and for what people have decided before about what is
 * parked here. Once the log has been read to its end, within a unit.
 */
export function reactToAll(ledger: Ledger, identity: Identity, from: number): void {
  const types = [...new Set(reactions.flatMap(({ on }) => on))]
  const events = ledger.store.events.arrivedSince(from, { types })
  carryOut(ledger, identity, events, carryOutOpenSettlements)
}

function carryOut(
  ledger: Ledger,
  identity: Identity,
  all: readonly LoggedEvent[],
  settle: Settling,
): void {
  for (const reaction of reactions) {
    const events = all.filter(({ type }) => reaction.on.some((on) => on === type))
    const own = events.filter(({ terminal }) => terminal === identity.terminal)
    switch (reaction.kind) {
      case 'follow':
        followAll(ledger, identity, reaction, events)
        break
      case 'follow-again':
        followAgain(ledger, identity, reaction, own)
        break
      case 'decide-again':
        decideAgain(ledger, identity, reaction, reaction.own ? own : events)
        break
      case 'settle':
        settle(ledger, identity, events)
        break
      case 'settle-rest':
        if (own.length > 0) carryOutOpenSettlements(ledger, identity)
        break
      default:
        unreachable(reaction)
    }
  }
}

function followAgain(
  ledger: Ledger,
  identity: Identity,
  { from }: FollowAgain,
  events: readonly LoggedEvent[],
): void {
  for (const { stream } of events)
    for (const earlier of ledger.store.events.after(stream, -1))
      giveAll(ledger, identity, from, earlier, 'own')
}

function decideAgain(
  ledger: Ledger,
  identity: Identity,
  { there }: DecideAgain,
  events: readonly LoggedEvent[],
): void {
  const others = events.flatMap((event) => {
    const readable = readLogged(event)
    return (readable && there(readable)) ?? []
  })
  for (const stream of new Set(others.flatMap((other) => streamsOf(ledger, other)))) {
    const { followUps } = redecideTail(ledger, identity, ledger.books.get(stream), [])
    followUp(ledger, identity, followUps)
  }
}

function streamsOf({ store }: Ledger, other: OtherStreams): readonly string[] {
  if ('stream' in other) return [other.stream]
  return store.outbox.openStreams().filter((stream) => categoryOf(stream) === other.category)
}
