import type { ConflictCase } from '#shared/domain/conflict/index.ts'
import { type Conflicted, currentCommandVersion, type Rulings } from '#shared/domain/index.ts'
import { offer } from '#shared/domain/settling/index.ts'
import {
  closeIntention,
  derive,
  derivedId,
  endSatisfied,
  type Identity,
  type Ledger,
  withVia,
} from '../commands/index.ts'
import type { ReadableEntry, TailEntry } from '../store/index.ts'
import { parkedOf } from './parked.ts'
import type { FollowUp } from './redecide.ts'

/** An intention as the one that derived things follow from. */
export const asParent = ({ id, operator, role, correlation, sequence, via }: TailEntry) => ({
  id,
  operator,
  role,
  correlation,
  sequence,
  via,
})

/** Ends what is satisfied, and tells people of what needs them. Within the unit that decided the tail again. */
export function followUp(ledger: Ledger, identity: Identity, followUps: readonly FollowUp[]): void {
  for (const item of followUps)
    if (item.kind === 'satisfied') endSatisfied(ledger, identity, asParent(item.entry))
    else if (item.kind === 'too-late') giveUp(ledger, identity, item.entry, item.conflict)
    else raise(ledger, identity, item.entry, item.conflict)
}

/**
 * What was said about a conflict came too late: somebody settled it first. That is no conflict of its own; whoever was
 * second finds it in the conflict, and the intention with the reason in the outbox.
 */
function giveUp(
  ledger: Ledger,
  identity: Identity,
  entry: TailEntry,
  { reason }: Conflicted,
): void {
  ledger.store.outbox.setState(entry.sequence, 'abandoned', { ended: reason })
  closeIntention(ledger, identity, asParent(entry))
}

/** The case as it is put before a person. */
export function caseOf(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  conflicted: Conflicted,
  conflict: string,
  rulings?: Rulings,
): ConflictCase {
  const { id, stream, command, operator, occurredAt, sequence, firstBase, via } = entry
  const book = ledger.books.get(stream)
  const version = currentCommandVersion(command.type)
  return {
    conflict,
    warehouse: identity.warehouse,
    stream,
    intention: {
      intention: id,
      command: { ...command },
      ...(version > 1 ? { version } : {}),
      operator,
      terminal: identity.terminal,
      occurredAt,
      sequence,
      ...withVia(via),
    },
    reason: conflicted.reason,
    facts: conflicted.facts,
    decidedOn: firstBase,
    head: book.revision,
    ...offer(conflicted, parkedOf(ledger, identity, entry), rulings),
    ...(rulings ? { rulings } : {}),
  }
}

/** Parks an intention, and raises its conflict into the central store for whoever may settle it. */
export function raise(
  ledger: Ledger,
  identity: Identity,
  entry: ReadableEntry,
  conflicted: Conflicted,
): void {
  const ordinal = entry.conflicts + 1
  const conflict = derivedId(identity.terminal, entry.id, `conflict ${ordinal}`)
  ledger.store.outbox.park(entry.sequence, conflict)
  derive(ledger, identity, entry, `raise ${ordinal}`, {
    type: 'RaiseConflict',
    ...caseOf(ledger, identity, entry, conflicted, conflict, entry.settled?.rulings),
  })
  ledger.observer.conflicted(entry.stream)
}
