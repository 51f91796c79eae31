import type { ConflictResolved } from '#shared/domain/conflict/index.ts'
import {
  conflict as conflicted,
  type DomainCommand,
  type DomainEvent,
  type Rebased,
} from '#shared/domain/index.ts'
import type { CentralEvent } from '../central/index.ts'
import { closeIntention, derive } from '../commands/accept.ts'
import { gatherFacts } from '../commands/facts.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'
import { asParent, caseOf, followUp } from './followUp.ts'
import { toLogged } from './read.ts'
import { readLogged } from '../commands/books.ts'
import { intentOf, redecideTail, replaceDecision } from './redecide.ts'

type Settlement = ConflictResolved['data']

/**
 * Carries out what people decided about this terminal's parked intentions, once the central store has confirmed it: of
 * two who settle the same conflict, the first counts. Within the unit that took the events in.
 */
export function carryOutSettlements(
  ledger: Ledger,
  identity: Identity,
  events: readonly CentralEvent[],
): void {
  for (const event of events) {
    const readable = event.type === 'ConflictResolved' ? readLogged(toLogged(event)) : undefined
    if (readable?.type !== 'ConflictResolved') continue
    const parked = ledger.store.outbox.parkedBy(readable.data.conflict)
    if (parked) carryOut(ledger, identity, parked, readable.data, event.id)
  }
}

function carryOut(
  ledger: Ledger,
  identity: Identity,
  parked: TailEntry,
  settlement: Settlement,
  /** The event that says so. */
  cause: string,
): void {
  const { store, books } = ledger
  const { conflict } = settlement
  const answer =
    settlement.choice === 'leave-undone'
      ? 'left-undone'
      : decideSettled(ledger, identity, parked, settlement)
  const say = (command: DomainCommand) =>
    derive(ledger, identity, { ...parked, id: cause }, command.type, command)
  const rest = () => {
    const { followUps } = redecideTail(
      ledger,
      identity,
      books.get(parked.stream),
      parked.decided.events,
      parked.sequence + 1,
    )
    followUp(ledger, identity, followUps)
  }
  if (answer === 'left-undone') {
    store.outbox.setState(parked.sequence, 'abandoned', { ended: settlement.note ?? '' })
    for (const { id } of parked.decided.events) store.movements.drop(id)
    rest()
    say({ type: 'CloseConflict', conflict, result: 'left-undone' })
    return
  }
  if (answer.outcome === 'conflict') {
    const { reason, facts, head, choices } = caseOf(ledger, identity, parked, answer, conflict)
    say({ type: 'ReopenConflict', conflict, reason, facts, head, choices })
    return
  }
  if (answer.outcome === 'satisfied') {
    store.outbox.setState(parked.sequence, 'satisfied')
    for (const { id } of parked.decided.events) store.movements.drop(id)
    closeIntention(ledger, identity, asParent(parked))
  } else {
    const { revision } = books.get(parked.stream)
    store.outbox.unpark(parked.sequence, revision)
    replaceDecision(ledger, identity, parked, revision, answer.events, 'pending')
  }
  rest()
  say({ type: 'CloseConflict', conflict, result: 'carried-out' })
}

/**
 * Decides a parked intention again, in the way that a person chose. They saw what came in between, so that only what
 * comes after it can be a conflict again. The one place where the choices differ.
 */
function decideSettled(
  ledger: Ledger,
  identity: Identity,
  parked: TailEntry,
  settlement: Settlement,
): Rebased<DomainEvent> {
  const { aggregate, confirmed } = ledger.books.get(parked.stream)
  if (aggregate === undefined || settlement.choice !== 'retry')
    return conflicted('no-longer-possible', { code: 'invalid-command', choice: settlement.choice })
  const before = ledger.store.outbox
    .tail(parked.stream)
    .filter(({ sequence, state }) => sequence < parked.sequence && state === 'pending')
    .flatMap(({ decided }) => decided.events.filter(({ revision }) => revision === undefined))
    .reduce<unknown>(aggregate.evolve, confirmed)
  const facts = gatherFacts(ledger.store.lookups, identity.warehouse, parked.command)
  return aggregate.rebase(intentOf(parked, identity.terminal), before, facts, {
    since: [],
    decided: parked.decided.events,
  })
}
