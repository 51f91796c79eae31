import type { Rulings } from '../aggregate.ts'
import type { Choice, ConflictCase, Settlement } from '../conflict/index.ts'
import { type CountState, placeOfEntry } from '../count/index.ts'
import { conflict, orConflict, type Rebased, satisfied, unreachable } from '../decision.ts'
import { refuseIncomplete } from '../incomplete.ts'
import type { DomainCommand, DomainEvent } from '../messages.ts'
import { deltasOf, isMovement, isStockEvent, onHand, type StockState } from '../stock/index.ts'
import { atBin, binOf, type Parked, withQuantity } from './parked.ts'

/** A command that follows from a settlement, with the name that its intention's id is made from. */
export type FollowUpCommand = { readonly name: string; readonly command: DomainCommand }

export type Settled = {
  /** What it comes to on the stream of the parked intention; again a conflict when the choice is not possible now. */
  readonly decision: Rebased<DomainEvent>
  readonly followUps: readonly FollowUpCommand[]
  /** All rulings given so far: to be kept with the conflict if it has to be opened again. */
  readonly rulings: Rulings
}

type Case = Pick<ConflictCase, 'conflict' | 'facts' | 'rulings'>

/** A settlement with what it was an answer to: enough to decide in its way again when the state has moved on. */
export type Settling = Case & {
  readonly settlement: Settlement
  /** The stream's revision up to which whoever settled it had seen what came in; absent where that was not kept. */
  readonly seen?: number | undefined
}

/** The count that a conflict asks for, if it asks for one: its id follows from the conflict's. */
export const checkOf = (conflict: string): string => `check-${conflict}`

/** A count of what a conflict leaves in doubt: the same conflict always asks for the same count. */
function countOf(conflictId: string, { bins, sku }: Doubt): readonly FollowUpCommand[] {
  const count = checkOf(conflictId)
  return bins.length === 0
    ? []
    : [{ name: 'count', command: { type: 'OpenCount', count, bins, skus: [sku] } }]
}

type Doubt = { readonly bins: readonly string[]; readonly sku: string }

/** What only another look at the bin can tell, where that is a way out. */
function toRecount({ intent: { command }, state }: Parked): Doubt | undefined {
  if (isMovement(command)) return { bins: [binOf(command)], sku: command.sku }
  if (command.type === 'PostCountVariance')
    return { bins: [command.observation.bin], sku: command.sku }
  if (command.type !== 'UndoCount') return undefined
  const place = placeOfEntry(state as CountState, command.line)
  return place && { bins: [place.bin], sku: place.sku }
}

/** Bins of which the book says that less than nothing is in them: it is wrong there, and somebody has to look. */
function belowZero({ aggregate, intent, state }: Parked, decision: Rebased<DomainEvent>): Doubt {
  const { command } = intent
  if (!isMovement(command) || decision.outcome !== 'accepted') return { bins: [], sku: '' }
  const after = decision.events.reduce<unknown>(aggregate.evolve, state) as StockState
  const touched = decision.events
    .filter((event) => isStockEvent(event))
    .flatMap((event) => deltasOf(event).map(({ bin }) => bin))
  const bins = [...new Set(touched)].filter((bin) => onHand(after, { bin }) < 0)
  return { bins, sku: command.sku }
}

/** Decides what has happened in the bins, whatever the book says of it or whichever reasons are in use by now. */
function decideAsHappened(
  { aggregate, intent, state, facts, context }: Parked,
  command: DomainCommand,
  rulings: Rulings,
): Rebased<DomainEvent> {
  const reasons =
    command.type === 'AdjustStock'
      ? [...facts.warehouse.reasons, command.reason]
      : facts.warehouse.reasons
  const warehouse = { ...facts.warehouse, negativeStock: 'warn' as const, reasons }
  const known = { ...facts, warehouse }
  return aggregate.rebase({ ...intent, command }, state, known, { ...context, rulings })
}

/** Decides it whatever the book or anybody else's change of the same thing says, as far as a person has seen that. */
function force(parked: Parked, rulings: Rulings): Rebased<DomainEvent> {
  const { aggregate, intent, state, facts, context } = parked
  const { command } = intent
  if (isMovement(command) || command.type === 'PostCountVariance')
    return decideAsHappened(parked, command, rulings)
  if (context.unseen.length > 0) {
    const again = aggregate.rebase(intent, state, facts, context)
    if (again.outcome === 'conflict' && again.reason === 'same-field-changed') return again
  }
  const decision = aggregate.decide(intent, state, facts)
  return decision.outcome === 'refused'
    ? conflict('no-longer-possible', { ...decision.facts, code: decision.code })
    : decision
}

const invalid = (problem: string): Rebased<DomainEvent> =>
  conflict('no-longer-possible', { code: 'invalid-command', problem })

/** Decides a changed form of the intention: what a person chose instead of it. */
function decideInstead(
  parked: Parked,
  command: DomainCommand,
  rulings: Rulings,
): Rebased<DomainEvent> {
  const { aggregate, intent, state, facts, context } = parked
  const incomplete = refuseIncomplete(aggregate, command, state, facts)
  if (incomplete) return orConflict(incomplete)
  return aggregate.rebase({ ...intent, command }, state, facts, { ...context, rulings })
}

/** The rulings so far, with the one on what the conflict asked about; what nobody was asked about is not ruled on. */
function ruledBy({ facts, rulings = {} }: Case, choice: Choice, command: DomainCommand): Rulings {
  if (choice !== 'before-count' && choice !== 'after-count') return rulings
  const { line, movements } = facts
  const asked = command.type === 'PostCountVariance' ? movements : [line]
  return Object.fromEntries([
    ...Object.entries(rulings),
    ...(Array.isArray(asked) ? asked : []).map((key) => [String(key), choice] as const),
  ])
}

function withBoth(one: Doubt | undefined, other: Doubt): Doubt {
  return one ? { ...one, bins: [...new Set([...one.bins, ...other.bins])] } : other
}

/**
 * Carries out what a person chose, on what is known now. The person has seen what came in between; only what is not
 * possible on the newest state becomes a conflict again.
 */
export function settle(parkedCase: Case, settlement: Settlement, parked: Parked): Settled {
  const { command } = parked.intent
  const { choice, quantity, bin } = settlement
  const rulings = ruledBy(parkedCase, choice, command)
  const answer = (
    decision: Rebased<DomainEvent>,
    doubt = belowZero(parked, decision),
  ): Settled => ({
    decision,
    rulings,
    followUps: decision.outcome === 'conflict' ? [] : countOf(parkedCase.conflict, doubt),
  })

  switch (choice) {
    case 'retry':
      return answer(decideInstead(parked, command, rulings))
    case 'before-count':
    case 'after-count':
      return answer(decideAsHappened(parked, command, rulings))
    case 'record-as-happened': {
      const decision = force(parked, rulings)
      const doubt = isMovement(command) ? toRecount(parked) : undefined
      return answer(decision, withBoth(doubt, belowZero(parked, decision)))
    }
    case 'change-quantity':
      return answer(
        isMovement(command) && quantity !== undefined
          ? decideInstead(parked, withQuantity(command, quantity), rulings)
          : invalid('there is no quantity to change'),
      )
    case 'other-bin':
      return answer(
        isMovement(command) && bin !== undefined
          ? decideInstead(parked, atBin(command, bin), rulings)
          : invalid('there is no bin to change'),
      )
    case 'recount': {
      const doubt = toRecount(parked)
      return doubt ? answer(satisfied, doubt) : answer(invalid('there is nothing to count again'))
    }
    case 'leave-undone':
      return answer(satisfied)
    default:
      return unreachable(choice)
  }
}
