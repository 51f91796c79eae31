import { describe, expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import { at, postedElsewhere, terminalAmongOthers } from '#test/support/amongOthers.ts'
import { sync } from '#test/support/site.ts'
import { stockOf } from '#test/support/terminal.ts'

const sku = 'SKU-1'
const place = { warehouse: 'WH1', sku, bin: 'A-1' }
const look = { from: at('10:00'), to: at('10:10') }
const pick = (quantity: number) => ({ type: 'PickStock', sku, bin: 'A-1', quantity }) as const
const elsewhere: StockEvent = {
  type: 'StockReceived',
  data: { ...place, bin: 'A-2', quantity: 5 },
}

/** A pick of 3 at 10:05, while somebody else looked into the bin from 10:00 to 10:10 and posted what they counted. */
async function overlappingPick(counted: number, book = 10) {
  const site = await terminalAmongOthers({ 'A-1': 10, 'A-2': 1 })
  site.setClock('10:05')
  const { id } = site.run(pick(3))
  if (book < 10)
    site.happensElsewhere({
      event: { type: 'StockPicked', data: { ...place, quantity: 10 - book } },
    })
  site.happensElsewhere({ event: postedElsewhere({ ...look, counted }, book) })
  site.setClock('12:00')
  await sync(site.terminal)
  return { ...site, id }
}

describe('what a person ruled about a movement and a count', () => {
  it('holds when something else lands on the stream before the settled movement is sent', async () => {
    const { terminal, settle, beforeNextAppends, find, id } = await overlappingPick(7)
    beforeNextAppends({ event: elsewhere, time: '11:00' })
    await settle(id, 'before-count')
    expect(find(id)?.state).toBe('confirmed')
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
  })

  it('is not asked for again, and not forgotten, when a movement is recorded as it happened', async () => {
    // The book has 1 left when the pick of 3 arrives; somebody counts 4 at noon, when the 3 have been gone for long.
    const site = await terminalAmongOthers({ 'A-1': 10, 'A-2': 1 })
    const { terminal, settle, beforeNextAppends, happensElsewhere, find, run, setClock } = site
    setClock('10:05')
    const { id } = run(pick(3))
    happensElsewhere({ event: { type: 'StockPicked', data: { ...place, quantity: 9 } } })
    await sync(terminal)
    setClock('12:30')
    happensElsewhere({
      event: postedElsewhere({ from: at('12:00'), to: at('12:00'), counted: 4, known: 2 }, 1),
      time: '12:00',
    })
    await sync(terminal)
    beforeNextAppends({ event: elsewhere, time: '12:10' })
    await settle(id, 'record-as-happened')
    expect(find(id)?.state).toBe('confirmed')
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 4, effective: 4 })
  })

  it('counts for the movement that was asked about, not for one that came in later', async () => {
    const site = await terminalAmongOthers({ 'A-1': 10 })
    const { terminal, happensElsewhere, run, settle, setClock } = site
    const count = { count: 'C1', bin: 'A-1', sku }
    run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
    run({ type: 'OpenCount', count: 'C1', bins: ['A-1'], tolerance: { quantity: 9 } })
    for (const [time, quantity] of [
      ['10:00', 4],
      ['10:10', 3],
    ] as const) {
      setClock(time)
      terminal.execute({
        command: { type: 'ScanCount', ...count, quantity, tally: 'T' },
        operator: 'ana',
      })
    }
    setClock('12:00')
    run({ type: 'SubmitCount', count: 'C1' })
    run({ type: 'ApproveCount', count: 'C1' })
    const taken = (quantity: number): StockEvent => ({
      type: 'StockPicked',
      data: { ...place, quantity },
    })
    // Three were taken before the counter came to them; it is these that the supervisor is asked about.
    happensElsewhere({ event: taken(3), time: '10:05', id: 'b0000000-0000-4000-8000-000000000001' })
    await sync(terminal)
    const open = () => terminal.queries.conflicts.list('open', 10)
    const askedAbout = () =>
      open().map(({ conflict }) => terminal.store.lookups.conflict(conflict)?.facts)
    const intention = open()[0]?.intention ?? ''
    expect(askedAbout()).toMatchObject([{ movements: ['b0000000-0000-4000-8000-000000000001'] }])
    // Two more were taken after the counter had seen them, and arrive before the answer is carried out.
    happensElsewhere({ event: taken(2), time: '10:06', id: 'b0000000-0000-4000-8000-000000000002' })
    await settle(intention, 'before-count')
    expect(askedAbout()).toMatchObject([
      {
        movements: ['b0000000-0000-4000-8000-000000000002'],
        bookIfBefore: 5,
        bookIfAfter: 7,
      },
    ])
    await settle(intention, 'after-count')
    expect(open()).toEqual([])
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 5, effective: 5 })
  })
})

describe('a movement that overlaps a count and that the book does not cover', () => {
  it('can be recorded on either side of the count, and the bin is counted where it goes below zero', async () => {
    const { terminal, settle, find, id, checks } = await overlappingPick(2, 3)
    const [conflict] = terminal.queries.conflicts.list('open', 10)
    expect(conflict?.choices).toMatchObject([
      { choice: 'before-count', leaves: { 'A-1': 2 } },
      { choice: 'after-count', leaves: { 'A-1': -1 } },
      { choice: 'leave-undone', leaves: { 'A-1': 2 } },
    ])
    await settle(id, 'after-count')
    expect(find(id)?.state).toBe('confirmed')
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: -1, effective: -1 })
    expect(checks()).toEqual([['A-1']])
  })
})
