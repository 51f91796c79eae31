import { expect, it } from 'vitest'
import {
  compareHoldings,
  deltasOf,
  holdingAt,
  holdingOf,
  holdingsIn,
  onHand,
  parseHolding,
  sameHolding,
  stock,
  type StockEvent,
} from '#shared/domain/stock/index.ts'

const received = (bin: string, quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse: 'WH1', sku: 'SKU-1', bin, quantity },
})

it('a holding is the same after its key was stored', () => {
  for (const bin of ['A-01-02', 'a', 'B.1/2']) {
    const stored: string = JSON.parse(JSON.stringify(holdingOf({ bin })))
    expect(holdingAt(parseHolding(stored))).toEqual({ bin })
    expect(sameHolding({ bin }, holdingAt(parseHolding(stored)))).toBe(true)
  }
  expect(sameHolding({ bin: 'A-1' }, { bin: 'a-1' })).toBe(false)
})

it('whatever says what it is about finds what the book has of it', () => {
  const events = [received('A-2', 2), received('A-10', 3), received('A-2', 4)]
  const state = events.reduce(stock.evolve, stock.initialState)
  expect(holdingsIn(state).toSorted(compareHoldings)).toEqual(['A-10', 'A-2'])
  expect(events.flatMap(deltasOf).map((delta) => onHand(state, delta))).toEqual([6, 3, 6])
})
