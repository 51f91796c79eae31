import { describe, expect, it } from 'vitest'
import { OPENING_STOCK, type StockEvent, onHand, stock } from '#shared/domain/stock/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const { given } = scenario(stock)
const warehouse = 'WH1'
const sku = 'SKU-1'
const received = (bin: string, quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse, sku, bin, quantity },
})
const picked = (bin: string, quantity: number): StockEvent => ({
  type: 'StockPicked',
  data: { warehouse, sku, bin, quantity },
})
const warn = { ...someFacts, warehouse: { ...someFacts.warehouse, negativeStock: 'warn' as const } }

describe('taking back', () => {
  const undoes = '00000000-0000-4000-8000-000000000009'
  const place = { sku, bin: 'A-1', quantity: 1 }
  const move = { sku, from: 'A-1', to: 'A-2', quantity: 1 }

  it('is the opposite movement, which says what it takes back', () => {
    given(received('A-1', 3))
      .when({ type: 'PickStock', ...place, undoes })
      .thenEvents({ type: 'StockPicked', data: { warehouse, ...place, undoes } })
    given()
      .when({ type: 'ReceiveStock', ...place, undoes })
      .thenEvents({ type: 'StockReceived', data: { warehouse, ...place, undoes } })
    given(received('A-1', 3))
      .when({ type: 'MoveStock', ...move, undoes })
      .thenEvents({ type: 'StockMoved', data: { warehouse, ...move, undoes } })
  })

  it('is decided again as what it is', () => {
    const intent = {
      id: 'i',
      terminal: 'T1',
      sequence: 2,
      operator: 'ana',
      role: 'operator',
      occurredAt: '2026-01-02T03:04:05Z',
      acceptedAt: '2026-01-02T03:04:05Z',
    } as const
    const command = { type: 'PickStock', ...place, undoes } as const
    const state = stock.evolve(stock.initialState, received('A-1', 3))
    const context = { since: [received('A-1', 3)], unseen: [], decided: [] }
    expect(stock.rebase({ ...intent, command }, state, someFacts, context)).toMatchObject({
      outcome: 'accepted',
      events: [{ type: 'StockPicked', data: { undoes } }],
    })
  })
})

describe('receiving', () => {
  it('records what came in, with its reference', () => {
    given()
      .when({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 12, reference: 'PO-7' })
      .thenEvents({
        type: 'StockReceived',
        data: { warehouse, sku, bin: 'A-1', quantity: 12, reference: 'PO-7' },
      })
  })

  it('refuses a product that is not registered', () => {
    given()
      .when({ type: 'ReceiveStock', sku: 'NOPE', bin: 'A-1', quantity: 1 })
      .thenRefused('product-unknown', { sku: 'NOPE' })
  })

  it('refuses a bin that is not registered, even one named like an inherited property', () => {
    given()
      .when({ type: 'ReceiveStock', sku, bin: 'constructor', quantity: 1 })
      .thenRefused('bin-unknown', { bin: 'constructor' })
  })

  it('refuses anything before the warehouse is registered', () => {
    given()
      .when(
        { type: 'ReceiveStock', sku, bin: 'A-1', quantity: 1 },
        {},
        { ...someFacts, warehouse: { ...someFacts.warehouse, registered: false } },
      )
      .thenRefused('warehouse-unknown')
  })
})

describe('picking', () => {
  it('takes the last piece', () => {
    given(received('A-1', 3))
      .when({ type: 'PickStock', sku, bin: 'A-1', quantity: 3 })
      .thenEvents(picked('A-1', 3))
  })

  it('refuses more than the bin holds and says how many there are', () => {
    given(received('A-1', 3), received('A-2', 9))
      .when({ type: 'PickStock', sku, bin: 'A-1', quantity: 4 })
      .thenRefused('insufficient-stock', { bin: 'A-1', onHand: 3, requested: 4 })
  })

  it('goes below zero with a warning where the warehouse allows it', () => {
    given(received('A-1', 3))
      .when({ type: 'PickStock', sku, bin: 'A-1', quantity: 4 }, {}, warn)
      .thenWarned(
        { code: 'stock-negative', facts: { sku, bin: 'A-1', onHand: 3, requested: 4 } },
        picked('A-1', 4),
      )
  })
})

describe('moving', () => {
  it('takes from one bin and puts into the other', () => {
    const moved: StockEvent = {
      type: 'StockMoved',
      data: { warehouse, sku, from: 'A-1', to: 'B-1', quantity: 2 },
    }
    given(received('A-1', 3))
      .when({ type: 'MoveStock', sku, from: 'A-1', to: 'B-1', quantity: 2 })
      .thenEvents(moved)
    const { state } = given(received('A-1', 3), moved)
    expect([onHand(state, { bin: 'A-1' }), onHand(state, { bin: 'B-1' })]).toEqual([1, 2])
  })

  it('refuses to move within one bin', () => {
    given(received('A-1', 3))
      .when({ type: 'MoveStock', sku, from: 'A-1', to: 'A-1', quantity: 2 })
      .thenRefused('same-bin')
  })
})

describe('adjusting', () => {
  it('adds and takes away by a delta with a reason', () => {
    given(received('A-1', 3))
      .when({ type: 'AdjustStock', sku, bin: 'A-1', delta: -2, reason: 'damaged' })
      .thenEvents({
        type: 'StockAdjusted',
        data: { warehouse, sku, bin: 'A-1', delta: -2, reason: 'damaged' },
      })
  })

  it('refuses to take away for a reason that adds, and the other way round, but not to take that back', () => {
    const warehouse = {
      ...someFacts.warehouse,
      directions: { found: 'in', damaged: 'out' } as const,
    }
    const facts = { ...someFacts, warehouse }
    const up = { type: 'AdjustStock', sku, bin: 'A-1', delta: 1, reason: 'damaged' } as const
    const down = { ...up, delta: -1, reason: 'found' }
    const said = (reason: string, direction: string) => ({ reason, direction })
    given(received('A-1', 3))
      .when(up, {}, facts)
      .thenRefused('reason-direction', said('damaged', 'out'))
    given(received('A-1', 3))
      .when(down, {}, facts)
      .thenRefused('reason-direction', said('found', 'in'))
    const { type: _, ...adjusted } = down
    given(received('A-1', 3))
      .when({ ...down, undoes: '00000000-0000-4000-8000-000000000009' }, {}, facts)
      .thenEvents({
        type: 'StockAdjusted',
        data: { warehouse: 'WH1', ...adjusted, undoes: '00000000-0000-4000-8000-000000000009' },
      })
    const { type: _0, ...either } = { ...up, reason: 'correction' }
    given(received('A-1', 3))
      .when({ type: 'AdjustStock', ...either }, {}, facts)
      .thenEvents({ type: 'StockAdjusted', data: { warehouse: 'WH1', ...either } })
  })

  it('refuses a reason that the warehouse does not have', () => {
    given()
      .when({ type: 'AdjustStock', sku, bin: 'A-1', delta: 1, reason: 'because' })
      .thenRefused('reason-unknown', { reason: 'because' })
  })

  it('refuses to take away more than there is', () => {
    given(received('A-1', 1))
      .when(
        { type: 'AdjustStock', sku, bin: 'A-1', delta: -2, reason: 'lost' },
        {},
        {
          ...someFacts,
          warehouse: { ...someFacts.warehouse, reasons: ['lost'] },
        },
      )
      .thenRefused('insufficient-stock', { onHand: 1, requested: 2 })
  })
})

describe('deciding again on newer state', () => {
  it('receives whatever happened meanwhile', () => {
    given(received('A-1', 3), picked('A-1', 3))
      .whenRebased({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 5 })
      .thenEvents(received('A-1', 5))
  })

  it('records opening stock once, though two terminals import the same file', () => {
    const reference = OPENING_STOCK
    const opened = {
      type: 'StockReceived',
      data: { warehouse, sku, bin: 'A-1', quantity: 5, reference },
    } as const
    const again = { type: 'ReceiveStock', sku, bin: 'A-1', quantity: 5, reference } as const
    const since = [opened]
    given(opened).whenRebased(again, { since, decided: [] }).thenSatisfied()
    given(opened)
      .whenRebased({ ...again, quantity: 6 }, { since, decided: [] })
      .thenConflict('same-field-changed', { bin: 'A-1', theirs: 5, yours: 6 })
    given(opened)
      .whenRebased({ ...again, bin: 'A-2' }, { since, decided: [] })
      .thenEvents({ ...opened, data: { ...opened.data, bin: 'A-2' } })
    const delivered = received('A-1', 5)
    given(delivered)
      .whenRebased(again, { since: [delivered], decided: [] })
      .thenEvents(opened)
    given(opened)
      .whenRebased({ ...again, reference: 'PO 7' }, { since, decided: [] })
      .thenEvents({ ...opened, data: { ...opened.data, reference: 'PO 7' } })
  })

  it('picks again while the bin still covers it', () => {
    given(received('A-1', 5), picked('A-1', 2))
      .whenRebased({ type: 'PickStock', sku, bin: 'A-1', quantity: 3 })
      .thenEvents(picked('A-1', 3))
  })

  it('needs a person when somebody else took the last pieces', () => {
    given(received('A-1', 3), picked('A-1', 3))
      .whenRebased({ type: 'PickStock', sku, bin: 'A-1', quantity: 3 })
      .thenConflict('no-longer-possible', { code: 'insufficient-stock', onHand: 0, requested: 3 })
  })
})
