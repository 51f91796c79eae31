import type { Rulings } from '../aggregate.ts'
import type { ConflictCase, Settlement } from '../conflict/index.ts'
import { conflict, type Rebased, satisfied, unreachable } from '../decision.ts'
import type { DomainCommand, DomainEvent } from '../messages.ts'
import { atBin, binOf, isMovement, type Parked, withQuantity } from './parked.ts'

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
export type Settling = Case & { readonly settlement: Settlement }

/** A count of one place because of a conflict: the same conflict always asks for the same count. */
function countOf(conflictId: string, bin: string, sku: string): FollowUpCommand {
  const count = `check-${conflictId}`
  return { name: 'count', command: { type: 'OpenCount', count, bins: [bin], skus: [sku] } }
}

function placeOf(command: DomainCommand): { bin: string; sku: string } | undefined {
  if (isMovement(command)) return { bin: binOf(command), sku: command.sku }
  return command.type === 'PostCountVariance'
    ? { bin: command.observation.bin, sku: command.sku }
    : undefined
}

/** Decides it whatever the book or anybody else's change of the same thing says. */
function force({ aggregate, intent, state, facts, context }: Parked): Rebased<DomainEvent> {
  if (intent.command.type === 'PostCountVariance' || isMovement(intent.command)) {
    const warehouse = { ...facts.warehouse, negativeStock: 'warn' as const }
    return aggregate.rebase(intent, state, { ...facts, warehouse }, context)
  }
  const decision = aggregate.decide(intent, state, facts)
  return decision.outcome === 'refused'
    ? conflict('no-longer-possible', { ...decision.facts, code: decision.code })
    : decision
}

const invalid = (problem: string): Rebased<DomainEvent> =>
  conflict('no-longer-possible', { code: 'invalid-command', problem })

/** Decides a changed form of the intention: what a person chose instead of it. */
function decideInstead(parked: Parked, command: DomainCommand, rulings: Rulings) {
  const { aggregate, intent, state, facts, context } = parked
  return aggregate.rebase({ ...intent, command }, state, facts, { ...context, rulings })
}

/**
 * Carries out what a person chose, on what is known now. The person has seen what came in between; only what is not
 * possible on the newest state becomes a conflict again.
 */
export function settle(parkedCase: Case, settlement: Settlement, parked: Parked): Settled {
  const { command } = parked.intent
  const { line } = parkedCase.facts
  const before = parkedCase.rulings ?? {}
  const { choice, quantity, bin } = settlement
  const rulings: Rulings =
    (choice === 'before-count' || choice === 'after-count') && typeof line === 'string'
      ? { ...before, [line]: choice }
      : before
  const place = placeOf(command)
  const check = place ? [countOf(parkedCase.conflict, place.bin, place.sku)] : []
  const answer = (
    decision: Rebased<DomainEvent>,
    followUps: readonly FollowUpCommand[] = [],
  ): Settled => ({ decision, rulings, followUps: decision.outcome === 'conflict' ? [] : followUps })

  switch (choice) {
    case 'retry':
    case 'before-count':
    case 'after-count':
      return answer(decideInstead(parked, command, rulings))
    case 'record-as-happened':
      return answer(
        force({ ...parked, context: { ...parked.context, rulings } }),
        isMovement(command) ? check : [],
      )
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
    case 'recount':
      return answer(satisfied, check)
    case 'leave-undone':
      return answer(satisfied)
    default:
      return unreachable(choice)
  }
}
