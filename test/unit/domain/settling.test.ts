import { describe, expect, it } from 'vitest'
import type { Choice, Settlement } from '#shared/domain/conflict/index.ts'
import {
  aggregates,
  type Conflicted,
  type DomainCommand,
  type DomainEvent,
  type Facts,
  offer,
  type Parked,
  settle,
} from '#shared/domain/index.ts'
import type { Observation, StockEvent } from '#shared/domain/stock/index.ts'
import { someFacts } from '#test/support/scenario.ts'

const sku = 'SKU-1'
const warehouse = 'WH1'
const received = (bin: string, quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse, sku, bin, quantity },
})
const posted: StockEvent = {
  type: 'CountVariancePosted',
  data: {
    warehouse,
    sku,
    bin: 'A-1',
    count: 'C1',
    line: 'L1',
    counted: 8,
    book: 10,
    delta: -2,
    from: '2026-01-02T10:00:00Z',
    to: '2026-01-02T10:10:00Z',
    terminal: 'T2',
    sequence: 5,
    known: 0,
    live: true,
  },
}

function parked(
  aggregate: keyof typeof aggregates,
  command: DomainCommand,
  events: readonly DomainEvent[],
  more: { at?: string; facts?: Partial<Facts>; since?: readonly DomainEvent[] } = {},
): { parked: Parked; conflicted: Conflicted } {
  const known = aggregates[aggregate] as unknown as Parked['aggregate']
  const occurredAt = more.at ?? '2026-01-02T10:03:00Z'
  const one: Parked = {
    aggregate: known,
    intent: {
      id: '00000000-0000-4000-8000-000000000009',
      sequence: 9,
      command,
      operator: 'ana',
      role: 'supervisor',
      terminal: 'T1',
      occurredAt,
      acceptedAt: occurredAt,
    },
    state: events.reduce<unknown>((state, event) => known.evolve(state, event), known.initialState),
    facts: { ...someFacts, ...more.facts },
    context: { since: more.since ?? [], unseen: more.since ?? [], decided: [] },
  }
  const answer = known.rebase(one.intent, one.state, one.facts, one.context)
  if (answer.outcome !== 'conflict') throw new Error(`no conflict: ${answer.outcome}`)
  return { parked: one, conflicted: answer }
}

const pick = (quantity: number, bin = 'A-1') => ({ type: 'PickStock', sku, bin, quantity }) as const
const choicesOf = ({ parked: one, conflicted }: ReturnType<typeof parked>) =>
  Object.fromEntries(offer(conflicted, one).choices.map(({ choice, ...rest }) => [choice, rest]))
/** Settled by somebody who has seen all that came in, unless something is named that came in after they looked. */
const settled = (
  { parked: one, conflicted }: ReturnType<typeof parked>,
  settlement: Settlement,
  unseen: readonly DomainEvent[] = [],
) =>
  settle({ conflict: 'K1', facts: conflicted.facts }, settlement, {
    ...one,
    context: { ...one.context, unseen },
  })

describe('a pick of goods that somebody else took', () => {
  const gone = parked('stock', pick(3), [
    received('A-1', 2),
    received('B-1', 9),
    received('A-2', 4),
  ])

  it('can be recorded, made smaller, made elsewhere or left undone, each with what it would leave', () => {
    expect(choicesOf(gone)).toEqual({
      'record-as-happened': { leaves: { 'A-1': -1 } },
      'change-quantity': { leaves: { 'A-1': 0 }, quantity: 2 },
      'other-bin': { leaves: { 'A-1': 2, 'B-1': 6 }, bin: 'B-1' },
      'leave-undone': { leaves: { 'A-1': 2 } },
    })
  })

  it('is proposed to be recorded, since the goods have moved', () => {
    expect(offer(gone.conflicted, gone.parked).proposed).toEqual({
      choice: 'record-as-happened',
      because: 'goods-have-moved',
    })
  })

  it('is recorded as it happened, and the bin is to be counted', () => {
    const { decision, followUps } = settled(gone, { choice: 'record-as-happened' })
    expect(decision).toMatchObject({
      outcome: 'accepted',
      events: [{ type: 'StockPicked', data: { bin: 'A-1', quantity: 3 } }],
    })
    expect(followUps).toEqual([
      {
        name: 'count',
        command: { type: 'OpenCount', count: 'check-K1', bins: ['A-1'], skus: [sku] },
      },
    ])
  })

  it('is made with the quantity or from the bin that was chosen', () => {
    expect(settled(gone, { choice: 'change-quantity', quantity: 2 }).decision).toMatchObject({
      events: [{ data: { bin: 'A-1', quantity: 2 } }],
    })
    expect(settled(gone, { choice: 'other-bin', bin: 'A-2' }).decision).toMatchObject({
      events: [{ data: { bin: 'A-2', quantity: 3 } }],
    })
  })

  it('is a conflict again when the choice is no longer possible', () => {
    const { decision, followUps } = settled(gone, { choice: 'change-quantity', quantity: 5 })
    expect(decision).toMatchObject({ outcome: 'conflict', facts: { code: 'insufficient-stock' } })
    expect(followUps).toEqual([])
  })

  it('leaves nothing on the stream when it is left undone', () => {
    expect(settled(gone, { choice: 'leave-undone' }).decision).toEqual({ outcome: 'satisfied' })
  })
})

describe('a movement that overlaps a posted count', () => {
  const overlapping = parked('stock', pick(3), [received('A-1', 10), posted], { since: [posted] })

  it('offers both readings, with what each would leave', () => {
    expect(choicesOf(overlapping)).toEqual({
      'before-count': { leaves: { 'A-1': 8 } },
      'after-count': { leaves: { 'A-1': 5 } },
      'leave-undone': { leaves: { 'A-1': 8 } },
    })
  })

  it('proposes the side that it is nearer to', () => {
    expect(offer(overlapping.conflicted, overlapping.parked).proposed).toEqual({
      choice: 'before-count',
      because: 'nearer-in-time',
    })
  })

  it('made before the count, corrects the variance of the count', () => {
    expect(settled(overlapping, { choice: 'before-count' }).decision).toMatchObject({
      events: [
        { type: 'CountVarianceCorrected', data: { line: 'L1', delta: 3 } },
        { type: 'StockPicked', data: { quantity: 3 } },
      ],
    })
  })

  it('keeps the ruling on one bin when the other bin of a move is still unclear', () => {
    const second: StockEvent = { ...posted, data: { ...posted.data, bin: 'A-2', line: 'L2' } }
    const move: DomainCommand = { type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 3 }
    const both = parked('stock', move, [received('A-1', 10), posted, second], {
      since: [posted, second],
    })
    const first = settled(both, { choice: 'after-count' })
    if (first.decision.outcome !== 'conflict') throw new Error('not a conflict')
    expect(first).toMatchObject({
      rulings: { L1: 'after-count' },
      decision: { facts: { bin: 'A-2' } },
    })
    const { facts } = first.decision
    const { rulings } = first
    const last = settle({ conflict: 'K1', facts, rulings }, { choice: 'before-count' }, both.parked)
    expect(last.decision).toMatchObject({
      events: [{ type: 'CountVarianceCorrected', data: { bin: 'A-2' } }, { type: 'StockMoved' }],
    })
  })
})

describe('a count that a movement overlaps', () => {
  const observation: Observation = {
    count: 'C1',
    line: 'L1',
    bin: 'A-1',
    counted: 7,
    terminal: 'T2',
    sequence: 5,
    from: '2026-01-02T10:00:00Z',
    to: '2026-01-02T10:10:00Z',
    known: 0,
    live: true,
  }
  const movement = {
    type: 'StockPicked',
    bin: 'A-1',
    delta: -3,
    revision: 1,
    intention: 'I',
    operator: 'ben',
    terminal: 'T4',
    sequence: 1,
    from: '2026-01-02T10:04:00Z',
    to: '2026-01-02T10:04:00Z',
  }
  const picked: StockEvent = {
    type: 'StockPicked',
    data: { warehouse, sku, bin: 'A-1', quantity: 3 },
  }
  const overlapped = (counted: number) =>
    parked(
      'stock',
      { type: 'PostCountVariance', sku, observation: { ...observation, counted } },
      [received('A-1', 10), picked],
      { facts: { counting: { book: [], readings: [], movements: [movement] } } },
    )

  it('offers both readings and another look', () => {
    expect(choicesOf(overlapped(6))).toEqual({
      'before-count': { leaves: { 'A-1': 6 } },
      'after-count': { leaves: { 'A-1': 3 } },
      recount: { leaves: { 'A-1': 7 } },
      'leave-undone': { leaves: { 'A-1': 7 } },
    })
  })

  it.each([
    [7, 'before-count', 'agrees-with-book'],
    [10, 'after-count', 'agrees-with-book'],
    [6, 'recount', 'only-a-look-tells'],
  ])('counted as %i proposes %s', (counted, choice, because) => {
    const { parked: one, conflicted } = overlapped(counted)
    expect(offer(conflicted, one).proposed).toEqual({ choice, because })
  })

  it('counted again, opens a count of the place and posts nothing', () => {
    expect(settled(overlapped(6), { choice: 'recount' })).toMatchObject({
      decision: { outcome: 'satisfied' },
      followUps: [{ command: { type: 'OpenCount', bins: ['A-1'], skus: [sku] } }],
    })
  })
})

describe('the same field changed by two', () => {
  it('can be set to the own value all the same, or left to theirs', () => {
    const theirs: DomainEvent = { type: 'ProductRenamed', data: { sku, name: 'Theirs' } }
    const first: DomainEvent = {
      type: 'ProductRegistered',
      data: { sku, name: 'First', packs: [] },
    }
    const renamed = parked(
      'product',
      { type: 'RenameProduct', sku, name: 'Mine' },
      [first, theirs],
      {
        since: [theirs],
      },
    )
    const offered = offer(renamed.conflicted, renamed.parked)
    expect(offered.choices.map(({ choice }) => choice)).toEqual<Choice[]>([
      'record-as-happened',
      'leave-undone',
    ])
    expect(offered.proposed).toEqual({ choice: 'leave-undone', because: 'theirs-stands' })
    expect(settled(renamed, { choice: 'record-as-happened' }).decision).toMatchObject({
      events: [{ type: 'ProductRenamed', data: { name: 'Mine' } }],
    })
    // Changed once more since the person looked: that is another question.
    expect(settled(renamed, { choice: 'record-as-happened' }, [theirs]).decision).toMatchObject({
      reason: 'same-field-changed',
    })
  })
})

describe('what has happened, although it can no longer be recorded as it was asked for', () => {
  it('is an adjustment for a reason that is not in use any more: recorded with that reason', () => {
    const retired = parked(
      'stock',
      { type: 'AdjustStock', sku, bin: 'A-1', delta: -2, reason: 'mice' },
      [received('A-1', 5)],
    )
    expect(choicesOf(retired)).toMatchObject({ 'record-as-happened': { leaves: { 'A-1': 3 } } })
    expect(settled(retired, { choice: 'record-as-happened' }).decision).toMatchObject({
      events: [{ type: 'StockAdjusted', data: { delta: -2, reason: 'mice' } }],
    })
  })

  it('is opening stock that was recorded elsewhere with another figure: on top of it, theirs, or counted', () => {
    const opening = (quantity: number) =>
      ({ sku, bin: 'A-1', quantity, reference: 'opening stock' }) as const
    const theirs: StockEvent = {
      type: 'StockReceived',
      data: { warehouse, ...opening(12) },
    }
    const mine = parked('stock', { type: 'ReceiveStock', ...opening(10) }, [theirs], {
      since: [theirs],
    })
    expect(choicesOf(mine)).toEqual({
      'record-as-happened': { leaves: { 'A-1': 22 } },
      recount: { leaves: { 'A-1': 12 } },
      'leave-undone': { leaves: { 'A-1': 12 } },
    })
    expect(settled(mine, { choice: 'recount' }).followUps).toMatchObject([
      { command: { type: 'OpenCount', bins: ['A-1'], skus: [sku] } },
    ])
  })

  it('opens a count of each bin that it leaves below zero, whichever way it was settled', () => {
    const move = { type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 5 } as const
    const gone = parked('stock', move, [received('A-1', 3), received('A-2', 1)])
    expect(settled(gone, { choice: 'record-as-happened' }).followUps).toMatchObject([
      { command: { type: 'OpenCount', bins: ['A-1'] } },
    ])
    const lenient = { ...someFacts, warehouse: { ...someFacts.warehouse, negativeStock: 'warn' } }
    const again = settle(
      { conflict: 'K1', facts: gone.conflicted.facts },
      { choice: 'retry' },
      { ...gone.parked, facts: lenient as Facts },
    )
    expect(again.followUps).toMatchObject([{ command: { type: 'OpenCount', bins: ['A-1'] } }])
  })
})
