import { expect, it } from 'vitest'
import {
  deltasOf,
  effectsAt,
  goodsEvents,
  type MovementCommand,
  movements,
  oppositeOf,
  stock,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import { someFacts } from '#test/support/scenario.ts'

const sku = 'SKU-1'
/** One of each: a movement without an example is a type error here. */
const examples: { readonly [T in MovementCommand['type']]: Extract<MovementCommand, { type: T }> } =
  {
    ReceiveStock: { type: 'ReceiveStock', sku, bin: 'A-1', quantity: 3 },
    PickStock: { type: 'PickStock', sku, bin: 'A-1', quantity: 3 },
    MoveStock: { type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 3 },
    AdjustStock: { type: 'AdjustStock', sku, bin: 'A-1', delta: -3, reason: 'damaged' },
  }

const before = ['A-1', 'A-1', 'A-2']
  .map((bin): StockEvent => ({
    type: 'StockReceived',
    data: { warehouse: 'WH1', sku, bin, quantity: 3 },
  }))
  .reduce(stock.evolve, stock.initialState)

function record(command: MovementCommand, state: StockState): readonly StockEvent[] {
  const times = { occurredAt: '2026-03-01T08:00:00.000Z', acceptedAt: '2026-03-01T08:00:00.000Z' }
  const by = { id: 'i', sequence: 1, operator: 'ana', role: 'operator', terminal: 'T1' } as const
  const decision = stock.decide({ ...by, ...times, command }, state, someFacts)
  return decision.outcome === 'accepted' ? decision.events : []
}

it.each(Object.values(examples))('$type records what the table of movements says', (command) => {
  const events = record(command, before)
  expect(events.map(({ type }) => type)).toEqual([movements[command.type].event])
  const bins = command.type === 'MoveStock' ? [command.from, command.to] : [command.bin]
  const amount = command.type === 'AdjustStock' ? command.delta : command.quantity
  expect(events.flatMap(deltasOf)).toEqual(effectsAt(command.type, bins, amount))
})

it.each(Object.values(examples))('$type and its opposite leave the book as it was', (command) => {
  const after = record(command, before).reduce(stock.evolve, before)
  expect(after).not.toEqual(before)
  const opposite = oppositeOf(command)
  expect(opposite && record(opposite, after).reduce(stock.evolve, after)).toEqual(before)
})

it.each(Object.values(examples))('$type is taken back in the same way as recorded', (command) => {
  const [event] = record(command, before)
  expect(event && oppositeOf(event)).toEqual(oppositeOf(command))
})

it('goods are moved by people, not by those who put the book right', () => {
  expect(goodsEvents).toEqual(['StockReceived', 'StockPicked', 'StockMoved'])
})

it('says nothing of a bin that is not known yet, and one thing of a bin that is named twice', () => {
  expect(effectsAt('MoveStock', ['A-1', undefined], 2)).toEqual([{ bin: 'A-1', delta: -2 }])
  expect(effectsAt('MoveStock', ['A-1', 'A-1'], 2)).toEqual([{ bin: 'A-1', delta: 0 }])
})
