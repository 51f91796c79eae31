import type { Facts, Intent } from '../aggregate.ts'
import {
  accept,
  conflict,
  type Conflicted,
  type Decision,
  refuse,
  type Refused,
  unreachable,
  type Warning,
} from '../decision.ts'
import { lookup } from '../record.ts'
import { isMeantBy } from '../direction.ts'
import type {
  MovementCommand,
  PickStock,
  ReceiveStock,
  StockCommand,
  StockEvent,
  StockMovement,
} from './messages.ts'
import { type Hindsight, lateness, noHindsight } from './late.ts'
import type { PostedCount } from './observation.ts'
import { binsNamed, type Delta, deltasOf } from './movements.ts'
import { onHand, type StockState } from './state.ts'
import { postVariance } from './variance.ts'

export function binsOf(command: StockCommand): readonly string[] {
  return command.type === 'PostCountVariance' ? [command.observation.bin] : binsNamed(command)
}

const undoing = ({ undoes }: MovementCommand) => (undoes === undefined ? {} : { undoes })

const movement = ({ sku, bin, quantity, reference }: ReceiveStock | PickStock) =>
  reference === undefined ? { sku, bin, quantity } : { sku, bin, quantity, reference }

function refuseUnknown(command: StockCommand, facts: Facts): Refused | undefined {
  if (!facts.warehouse.registered)
    return refuse('warehouse-unknown', { warehouse: facts.warehouse.code })
  if (lookup(facts.products, command.sku) !== true)
    return refuse('product-unknown', { sku: command.sku })
  const bin = binsOf(command).find((bin) => lookup(facts.bins, bin) !== true)
  return bin === undefined ? undefined : refuse('bin-unknown', { bin })
}

/** Taking goods out of a bin: refused, or said, when the bin's book does not cover it, as the warehouse's policy has it. */
function take<E>(
  events: readonly E[],
  taken: { readonly sku: string } & Delta,
  state: StockState,
  facts: Facts,
): Decision<E> {
  const before = onHand(state, taken)
  const requested = -taken.delta
  if (before >= requested) return accept(events)
  const why = { sku: taken.sku, bin: taken.bin, onHand: before, requested }
  if (facts.warehouse.negativeStock === 'refuse') return refuse('insufficient-stock', why)
  const warning: Warning = { code: 'stock-negative', facts: why }
  return accept(events, [warning])
}

/** What a command records if nothing stands in its way. */
function movementFor(command: MovementCommand, facts: Facts): Refused | StockMovement {
  const warehouse = facts.warehouse.code
  switch (command.type) {
    case 'ReceiveStock':
      return {
        type: 'StockReceived',
        data: { warehouse, ...movement(command), ...undoing(command) },
      }
    case 'PickStock':
      return { type: 'StockPicked', data: { warehouse, ...movement(command), ...undoing(command) } }
    case 'MoveStock': {
      const { sku, from, to, quantity } = command
      if (from === to) return refuse('same-bin', { bin: from })
      return {
        type: 'StockMoved',
        data: { warehouse, sku, from, to, quantity, ...undoing(command) },
      }
    }
    case 'AdjustStock': {
      const { sku, bin, delta, reason } = command
      if (!facts.warehouse.reasons.includes(reason))
        return refuse('reason-unknown', { reason, known: facts.warehouse.reasons })
      return {
        type: 'StockAdjusted',
        data: { warehouse, sku, bin, delta, reason, ...undoing(command) },
      }
    }
    default:
      return unreachable(command)
  }
}

/**
 * Does an adjustment do to the book what its reason means? Asked when it is entered only: a direction that was changed
 * afterwards does not change what somebody recorded.
 */
function refuseContradiction(command: StockCommand, { warehouse }: Facts): Refused | undefined {
  if (command.type !== 'AdjustStock' || command.undoes !== undefined) return undefined
  const { reason, delta } = command
  const direction = lookup(warehouse.directions ?? {}, reason) ?? 'either'
  return isMeantBy(direction, delta)
    ? undefined
    : refuse('reason-direction', { reason, direction, delta })
}

type Asked = Omit<Intent<StockCommand>, 'operator' | 'role'>

/**
 * Decides a movement or the posting of a count on the book of its SKU.
 * Quantities are whole and above zero (the contract sees to it).
 * With hindsight, that is on a rebase, what overlaps a count that was not known at first is a conflict.
 */
export function decideWith(
  intent: Asked,
  state: StockState,
  facts: Facts,
  hindsight: Hindsight,
): Decision<StockEvent> | Conflicted {
  const { command } = intent
  const unknown = refuseUnknown(command, facts)
  if (unknown) return unknown
  if (command.type === 'PostCountVariance') return postVariance(command, state, facts, hindsight)
  const moved = movementFor(command, facts)
  if ('outcome' in moved) return moved
  const corrections: StockEvent[] = []
  let taken: Delta | undefined
  for (const effect of deltasOf(moved)) {
    const late = lateness(intent, effect, state, facts, hindsight)
    if (late.is === 'unclear') return overlap(command.sku, effect, late.count, state)
    if (late.is === 'counted-already') corrections.push(late.correction)
    else if (effect.delta < 0) taken = effect
  }
  // Corrections first, so that the book of a bin never dips for goods that a count had already missed.
  const events = [...corrections, moved]
  return taken === undefined
    ? accept(events)
    : take(events, { sku: command.sku, ...taken }, state, facts)
}

/** A movement within the time of a posted count, with what each side of it would leave. */
function overlap(sku: string, effect: Delta, count: PostedCount, state: StockState) {
  const { bin, delta } = effect
  const now = onHand(state, effect)
  return conflict('movement-during-count', {
    sku,
    bin,
    delta,
    count: count.count,
    line: count.line,
    from: count.from,
    to: count.to,
    onHandIfBefore: now,
    onHandIfAfter: now + delta,
  })
}

/** Decides for the first time, on all that this terminal knows: nothing is unclear then but what a count overlaps. */
export const decide = (intent: Asked, state: StockState, facts: Facts): Decision<StockEvent> => {
  const contradicts = refuseContradiction(intent.command, facts)
  if (contradicts) return contradicts
  const decision = decideWith(intent, state, facts, noHindsight)
  if (decision.outcome !== 'conflict') return decision
  return refuse('movement-during-count', decision.facts)
}
