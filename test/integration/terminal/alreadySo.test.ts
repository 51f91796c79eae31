import { describe, expect, it } from 'vitest'
import { terminalAmongOthers } from '#test/support/amongOthers.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'

const sku = 'SKU-1'

describe('what turns out to be recorded already', () => {
  it('is no movement for a count that is posted behind it', async () => {
    const { terminal, run, as, setClock, beforeNextAppends, find } = await terminalAmongOthers({
      'A-2': 1,
    })
    run({ type: 'RegisterBin', bin: 'A-1' })
    run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
    const opening = { type: 'ReceiveStock', sku, bin: 'A-1', reference: 'opening stock' } as const
    setClock('10:00')
    run({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
    as('ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku, quantity: 0 })
    run({ type: 'SubmitCount', count: 'C1' })
    run({ type: 'ApproveCount', count: 'C1' })
    setClock('11:00')
    const { id } = run({ ...opening, quantity: 10 })
    const data = { warehouse: 'WH1', sku, bin: 'A-1', quantity: 10, reference: 'opening stock' }
    beforeNextAppends('refused', 'refused')
    await sync(terminal)
    expect(
      terminal.store.outbox.tail('stock-WH1.SKU-1').map(({ command }) => command?.type),
    ).toEqual(['ReceiveStock', 'PostCountVariance'])
    // The same file was imported elsewhere, in the same hour.
    beforeNextAppends({ event: { type: 'StockReceived', data }, time: '11:00' })
    await sync(terminal)
    expect(find(id)?.state).toBe('satisfied')
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 10, effective: 10 })
  })

  it('can be taken back by whoever recorded it here, and holds nothing up', async () => {
    const site = await openSite()
    const [one, two] = [site.terminal('T1'), site.terminal('T2')]
    const run = asAdmin(one)
    run({ type: 'RegisterBin', bin: 'A-1' })
    run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
    run({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
    await sync(one)
    await sync(two)
    const scan = {
      type: 'ScanCount',
      count: 'C1',
      bin: 'A-1',
      sku,
      quantity: 1,
      serial: 'S-1',
    } as const
    asAdmin(two)({ ...scan, tally: 'two' })
    const { id } = run({ ...scan, tally: 'one' })
    const undo = run({ type: 'UndoCount', count: 'C1', line: id })
    const next = run({ ...scan, tally: 'one', serial: 'S-2' })
    await sync(two)
    const report = await sync(one)
    expect(report).toMatchObject({ conflicts: 0, pending: 0 })
    const states = [id, undo.id, next.id].map((each) => one.store.outbox.findById(each)?.state)
    expect(states).toEqual(['satisfied', 'satisfied', 'confirmed'])
    expect(one.queries.counts.lines('C1').map(({ counted }) => counted)).toEqual([1, 1])
  })
})
