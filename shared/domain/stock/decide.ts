import type { Facts, Intent } from '../aggregate.ts'
import {
  accept,
  type Decision,
  refuse,
  type Refused,
  unreachable,
  type Warning,
} from '../decision.ts'
import type { PickStock, ReceiveStock, StockCommand } from './commands.ts'
import type { StockEvent } from './events.ts'
import { onHand, type StockState } from './state.ts'
import { lookup } from '../record.ts'

const binsOf = (command: StockCommand): readonly string[] =>
  command.type === 'MoveStock' ? [command.from, command.to] : [command.bin]

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
  taken: { sku: string; bin: string; quantity: number },
  state: StockState,
  facts: Facts,
): Decision<E> {
  const before = onHand(state, taken.bin)
  if (before >= taken.quantity) return accept(events)
  const why = { sku: taken.sku, bin: taken.bin, onHand: before, requested: taken.quantity }
  if (facts.warehouse.negativeStock === 'refuse') return refuse('insufficient-stock', why)
  const warning: Warning = { code: 'stock-negative', facts: why }
  return accept(events, [warning])
}

/** Decides a movement on the book of its SKU. Quantities are whole and above zero (the contract sees to it). */
export function decide(
  { command }: Pick<Intent<StockCommand>, 'command'>,
  state: StockState,
  facts: Facts,
): Decision<StockEvent> {
  const unknown = refuseUnknown(command, facts)
  if (unknown) return unknown
  const warehouse = facts.warehouse.code
  switch (command.type) {
    case 'ReceiveStock':
      return accept([{ type: 'StockReceived', data: { warehouse, ...movement(command) } }])
    case 'PickStock':
      return take<StockEvent>(
        [{ type: 'StockPicked', data: { warehouse, ...movement(command) } }],
        command,
        state,
        facts,
      )
    case 'MoveStock': {
      const { sku, from, to, quantity } = command
      if (from === to) return refuse('same-bin', { bin: from })
      return take<StockEvent>(
        [{ type: 'StockMoved', data: { warehouse, sku, from, to, quantity } }],
        { sku, bin: from, quantity },
        state,
        facts,
      )
    }
    case 'AdjustStock': {
      const { sku, bin, delta, reason } = command
      if (!facts.warehouse.reasons.includes(reason))
        return refuse('reason-unknown', { reason, known: facts.warehouse.reasons })
      const events: StockEvent[] = [
        { type: 'StockAdjusted', data: { warehouse, sku, bin, delta, reason } },
      ]
      return delta > 0 ? accept(events) : take(events, { sku, bin, quantity: -delta }, state, facts)
    }
    default:
      return unreachable(command)
  }
}
