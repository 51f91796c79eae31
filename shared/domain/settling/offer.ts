import type {
  Choice,
  ConflictCase,
  OfferedChoice,
  Proposal,
  Settlement,
} from '../conflict/index.ts'
import type { Conflicted } from '../decision.ts'
import type { DomainEvent } from '../messages.ts'
import {
  deltasOf,
  binsNamed,
  isMovement,
  isStockEvent,
  onHand,
  stock,
  type StockState,
} from '../stock/index.ts'
import { atBin, binOf, binsInstead, type Parked } from './parked.ts'
import { settle } from './settle.ts'
import { refuseIncomplete } from '../incomplete.ts'
import { instant } from '../instant.ts'

type Offer = Pick<ConflictCase, 'choices' | 'proposed'>

const isStock = ({ aggregate }: Parked) => aggregate.category === stock.category

/** The bins that the intention is about, and those that the events of a choice touch. */
function binsOf(
  { intent: { command } }: Parked,
  events: readonly DomainEvent[],
): readonly string[] {
  const named = isMovement(command)
    ? binsNamed(command)
    : command.type === 'PostCountVariance'
      ? [command.observation.bin]
      : []
  const touched = events
    .filter((event) => isStockEvent(event))
    .flatMap((event) => deltasOf(event).map(({ bin }) => bin))
  return [...new Set([...named, ...touched])]
}

/** Who chooses to record it all the same has the conflict before them, with all that came in. */
const looked = (context: Parked['context']): Parked['context'] => ({ ...context, unseen: [] })

/** What a choice would leave, bin by bin; undefined when it is not possible now. */
function previewOf(
  conflicted: Conflicted,
  settlement: Settlement,
  parked: Parked,
  rulings: ConflictCase['rulings'],
): OfferedChoice | undefined {
  const { choice } = settlement
  const { decision } = settle(
    { conflict: '', facts: conflicted.facts, rulings },
    settlement,
    choice === 'record-as-happened' ? { ...parked, context: looked(parked.context) } : parked,
  )
  // A ruling on one of several overlaps is a step, although the next one still stands in the way.
  const next = decision.outcome === 'conflict' && decision.reason === 'movement-during-count'
  const ruled = choice === 'before-count' || choice === 'after-count'
  if (decision.outcome === 'conflict' && !(next && ruled)) return undefined
  if (!isStock(parked)) return { choice, leaves: {} }
  const events = decision.outcome === 'accepted' ? decision.events : []
  const after = events
    .filter((event) => isStockEvent(event))
    .reduce<StockState>(stock.evolve, parked.state as StockState)
  const leaves = binsOf(parked, events).map((bin): [string, number] => [
    bin,
    onHand(after, { bin }),
  ])
  return { choice, leaves: Object.fromEntries(leaves) }
}

/** The settlements that can be thought of, the most likely first; which are possible is tried out. */
function candidates({ reason }: Conflicted, parked: Parked): readonly Settlement[] {
  const { command } = parked.intent
  if (reason === 'recorded-elsewhere')
    return [{ choice: 'leave-undone' }, { choice: 'record-as-happened' }]
  if (command.type === 'PostCountVariance')
    return [
      { choice: 'before-count' },
      { choice: 'after-count' },
      { choice: 'recount' },
      { choice: 'retry' },
      { choice: 'leave-undone' },
    ]
  if (isMovement(command)) {
    if (reason === 'movement-during-count')
      return [{ choice: 'before-count' }, { choice: 'after-count' }, { choice: 'leave-undone' }]
    if (reason === 'same-field-changed')
      return [{ choice: 'record-as-happened' }, { choice: 'recount' }, { choice: 'leave-undone' }]
    const state = parked.state as StockState
    const there = onHand(state, { bin: binOf(command) })
    const other = otherBin(parked)
    return [
      { choice: 'retry' },
      { choice: 'record-as-happened' },
      ...(there > 0 && command.type !== 'ReceiveStock'
        ? [{ choice: 'change-quantity' as const, quantity: there }]
        : []),
      ...(other === undefined ? [] : [{ choice: 'other-bin' as const, bin: other }]),
      { choice: 'leave-undone' },
    ]
  }
  // An approval that is forced would approve what nobody saw when it was given: that is another approval.
  if (command.type === 'ApproveCount') return [{ choice: 'retry' }, { choice: 'leave-undone' }]
  return [
    { choice: 'retry' },
    { choice: 'record-as-happened' },
    { choice: 'recount' },
    { choice: 'leave-undone' },
  ]
}

/** The bin that has the most of the goods and would do instead. */
function otherBin(parked: Parked): string | undefined {
  const { aggregate, intent, state, facts, context } = parked
  const { command } = intent
  if (!isMovement(command)) return undefined
  return binsInstead(parked).find((bin) => {
    const instead = { ...intent, command: atBin(command, bin) }
    if (refuseIncomplete(aggregate, instead.command, state, facts)) return false
    return aggregate.rebase(instead, state, facts, context).outcome === 'accepted'
  })
}

function proposalFor(
  { reason, facts }: Conflicted,
  { intent }: Parked,
  offered: readonly OfferedChoice[],
): Proposal {
  const can = (choice: Choice) => offered.some((one) => one.choice === choice)
  const { counted, bookIfBefore, bookIfAfter, from, to } = facts
  if (reason === 'recorded-elsewhere') return { choice: 'leave-undone', because: 'theirs-stands' }
  if (intent.command.type === 'PostCountVariance') {
    if (counted === bookIfBefore && can('before-count'))
      return { choice: 'before-count', because: 'agrees-with-book' }
    if (counted === bookIfAfter && can('after-count'))
      return { choice: 'after-count', because: 'agrees-with-book' }
    return { choice: 'recount', because: 'only-a-look-tells' }
  }
  if (reason === 'movement-during-count') {
    const at = instant(intent.occurredAt)
    const early = at - instant(String(from)) < instant(String(to)) - at
    return { choice: early ? 'before-count' : 'after-count', because: 'nearer-in-time' }
  }
  if (can('retry')) return { choice: 'retry', because: 'possible-now' }
  return isMovement(intent.command) && can('record-as-happened')
    ? { choice: 'record-as-happened', because: 'goods-have-moved' }
    : { choice: 'leave-undone', because: 'theirs-stands' }
}

/**
 * How a person may settle a conflict, what each choice would leave, and the one to select first. Each choice has been
 * tried on what is known now: what is offered is possible.
 */
export function offer(
  conflicted: Conflicted,
  parked: Parked,
  rulings?: ConflictCase['rulings'],
): Offer {
  const offered = candidates(conflicted, parked).flatMap((settlement) => {
    const preview = previewOf(conflicted, settlement, parked, rulings)
    if (preview === undefined) return []
    const { quantity, bin } = settlement
    return [
      Object.assign(
        preview,
        quantity === undefined ? {} : { quantity },
        bin === undefined ? {} : { bin },
      ),
    ]
  })
  // Where it is possible as it stands, there is nothing to be forced.
  const choices = offered.some(({ choice }) => choice === 'retry')
    ? offered.filter(({ choice }) => choice !== 'record-as-happened')
    : offered
  return { choices, proposed: proposalFor(conflicted, parked, choices) }
}
