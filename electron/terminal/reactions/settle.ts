import type { ConflictResolved } from '#shared/domain/conflict/index.ts'
import { type DomainCommand, streams, waitsToBeRead } from '#shared/domain/index.ts'
import { settle, type Settled, type Settling } from '#shared/domain/settling/index.ts'
import {
  closeIntention,
  derive,
  derivedId,
  type Identity,
  incompleteHere,
  type Ledger,
  readLogged,
  sourceOf,
  viaOf,
} from '../commands/index.ts'
import { isReadable, type LoggedEvent, type ReadableEntry, type TailEntry } from '../store/index.ts'
import {
  asParent,
  caseOf,
  followUp,
  parkedOf,
  raise,
  redecideTail,
  replaceDecision,
} from '../rebase/index.ts'

type Settlement = ConflictResolved['data']

/**
 * Carries out what people decided about this terminal's parked intentions, once the central store has confirmed it: of
 * two who settle the same conflict, the first counts. Within the unit that took the events in.
 */
export function carryOutSettlements(
  ledger: Ledger,
  identity: Identity,
  events: readonly LoggedEvent[],
): void {
  for (const event of events) {
    const readable = event.type === 'ConflictResolved' ? readLogged(event) : undefined
    if (readable?.type !== 'ConflictResolved') continue
    const parked = ledger.store.outbox.parkedBy(readable.data.conflict)
    if (parked)
      carryOut({
        ledger,
        identity,
        parked,
        settlement: readable.data,
        cause: event.id,
        via: viaOf(event),
      })
  }
}

/** The same for all that people have decided about what is parked here, as far as the log has been read. */
export function carryOutOpenSettlements(ledger: Ledger, identity: Identity): void {
  const { store, books } = ledger
  for (const { sequence, conflict } of store.outbox.parked()) {
    if (conflict === undefined) continue
    const { status } = books.get(streams.conflict(conflict)).confirmed
    if (status !== 'settled' && status !== 'closed') continue
    const resolved = [...store.events.after(streams.conflict(conflict), -1)].findLast(
      ({ type }) => type === 'ConflictResolved',
    )
    const readable = resolved && readLogged(resolved)
    // What was carried out before it may have let it go on, or parked it anew.
    const parked = store.outbox.parkedBy(conflict)
    if (readable?.type !== 'ConflictResolved' || parked?.sequence !== sequence) continue
    carryOut({
      ledger,
      identity,
      parked,
      settlement: readable.data,
      cause: resolved?.id ?? '',
      via: viaOf(resolved),
    })
  }
}

type Carrying = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly parked: TailEntry
  readonly settlement: Settlement
  /** The event that says so; what is derived from it gets its ids from it. */
  readonly cause: string
  /** How it was settled, where that was no screen. */
  readonly via: string | undefined
}

type Deciding = Carrying & { readonly parked: ReadableEntry }

const isDeciding = (carrying: Carrying): carrying is Deciding => isReadable(carrying.parked)

/**
 * Of a command that this version cannot read, or on a stream that it cannot, all that can be done is nothing; the rest
 * waits until it can.
 */
function carryOut(carrying: Carrying): void {
  if (isDeciding(carrying) && !waits(carrying)) carryOutChoice(carrying)
  else if (carrying.settlement.choice === 'leave-undone') {
    giveUp(carrying)
    decideRest(carrying)
    sayClosed(carrying)
  }
}

function waits({ ledger, identity, parked }: Deciding): boolean {
  const book = ledger.books.get(parked.stream)
  const incomplete = incompleteHere(sourceOf(ledger), identity.terminal, book)
  return (
    book.aggregate !== undefined && waitsToBeRead(book.aggregate, parked.command, { incomplete })
  )
}

function carryOutChoice(carrying: Deciding): void {
  const { ledger, identity, parked, settlement } = carrying
  const { conflict, choice } = settlement
  const known = ledger.store.lookups.conflict(conflict)
  const asked = { conflict, facts: known?.facts ?? {}, rulings: known?.rulings }
  // Who says that it happened all the same has seen what the conflict was raised with; any other choice is tried anew.
  const seen = choice === 'record-as-happened' ? known?.head : undefined
  const here = parkedOf(ledger, identity, parked, { bin: settlement.bin, seen })
  const settled = settle(asked, settlement, here)
  const { decision } = settled
  if (decision.outcome === 'conflict') {
    // Said to be carried out before its terminal was put back from a copy: what was said is no answer to this any more.
    if (isClosed(ledger, conflict)) {
      raise(ledger, identity, parked, decision)
      return
    }
    const again = caseOf(ledger, identity, parked, decision, conflict, settled.rulings)
    const { reason, facts, head, choices, proposed, rulings } = again
    say(carrying, {
      type: 'ReopenConflict',
      conflict,
      reason,
      facts,
      head,
      choices,
      proposed,
      rulings,
    })
    return
  }
  const undone = choice === 'leave-undone' || choice === 'recount'
  if (undone) giveUp(carrying)
  else
    stand(carrying, decision, {
      ...asked,
      rulings: settled.rulings,
      settlement,
      seen: known?.head,
    })
  decideRest(carrying)
  sayClosed(carrying)
  askNext(carrying, settled)
}

function sayClosed(carrying: Carrying): void {
  const { conflict, choice } = carrying.settlement
  const result = choice === 'leave-undone' ? 'left-undone' : 'carried-out'
  say(carrying, { type: 'CloseConflict', conflict, result })
}

const isClosed = ({ books }: Ledger, conflict: string): boolean =>
  books.get(streams.conflict(conflict)).confirmed.status === 'closed'

/** Nothing of it is recorded on its stream; the conflict has its number, so that none is missing. */
function giveUp({ ledger: { store }, parked, settlement }: Carrying): void {
  const ended = settlement.note ?? settlement.choice
  store.outbox.setState(parked.sequence, 'abandoned', { ended })
  for (const { id } of parked.decided.events) store.movements.drop(id)
}

/** It goes out again as it was decided now, once nothing before it needs a person, or was fulfilled meanwhile. */
function stand(
  { ledger, identity, parked }: Deciding,
  decision: Exclude<Settled['decision'], { outcome: 'conflict' }>,
  settling: Settling,
): void {
  const { store, books } = ledger
  if (decision.outcome === 'satisfied') {
    store.outbox.setState(parked.sequence, 'satisfied')
    for (const { id } of parked.decided.events) store.movements.drop(id)
    closeIntention(ledger, identity, asParent(parked))
    return
  }
  const { revision } = books.get(parked.stream)
  store.outbox.unpark(parked.sequence, settling)
  const waits = store.outbox
    .tail(parked.stream)
    .some(({ sequence, state }) => sequence < parked.sequence && state === 'conflict')
  const state = waits ? 'held' : 'pending'
  replaceDecision(ledger, identity, parked, revision, decision.events, state)
}

/** What was held behind it is decided on what it left. */
function decideRest({ ledger, identity, parked }: Carrying): void {
  const book = ledger.books.get(parked.stream)
  const touched = parked.decided.events
  const { followUps } = redecideTail(ledger, identity, book, touched, parked.sequence + 1)
  followUp(ledger, identity, followUps)
}

function say({ ledger, identity, parked, cause }: Carrying, command: DomainCommand): void {
  const { outbox } = ledger.store
  let purpose: string = command.type
  // Said before, in a store that was replaced by one in which it came too late.
  while (outbox.findById(derivedId(identity.terminal, cause, purpose))?.state === 'abandoned')
    purpose += ' again'
  derive(ledger, identity, { ...parked, id: cause }, purpose, command)
}

/** What else the settlement asks for, such as a count of the bin, in the name of whoever settled it. */
function askNext(
  { ledger, identity, parked, settlement, cause, via }: Carrying,
  { followUps }: Settled,
): void {
  const operator = settlement.by
  const role = ledger.store.lookups.operator(operator)?.role ?? parked.role
  const parent = { id: cause, operator, role, correlation: parked.correlation, via }
  for (const { name, command } of followUps) derive(ledger, identity, parent, name, command)
}
