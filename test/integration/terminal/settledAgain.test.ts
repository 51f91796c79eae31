import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import { terminalAmongOthers } from '#test/support/amongOthers.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

const place = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1' }

/** A terminal whose pick of 3 from A-1 is in conflict, since somebody else took 4 of the 5; A-2 holds 9. */
async function withConflict() {
  const site = await terminalAmongOthers({ 'A-1': 5, 'A-2': 9 })
  const { run, beforeNextAppends, terminal, find, conflictOf } = site
  const pick = run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 })
  beforeNextAppends({ event: { type: 'StockPicked', data: { ...place, quantity: 4 } } })
  await sync(terminal)
  return { ...site, find: () => find(pick.id), conflict: conflictOf(pick.id) }
}

const receivedMeanwhile: StockEvent = { type: 'StockReceived', data: { ...place, quantity: 20 } }

it('takes the goods from the bin that a person chose, although the first bin covers them again by then', async () => {
  const { terminal, run, beforeNextAppends, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'other-bin', bin: 'A-2' })
  beforeNextAppends({ event: receivedMeanwhile })
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 21, effective: 21 })
  expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 6, effective: 6 })
})

it('takes as many as a person said, although the bin covers what was asked for at first by then', async () => {
  const { terminal, run, beforeNextAppends, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'change-quantity', quantity: 1 })
  beforeNextAppends({ event: receivedMeanwhile })
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 20, effective: 20 })
})

it('records what has happened once a person said so, whatever else comes in between', async () => {
  const { terminal, run, beforeNextAppends, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
  beforeNextAppends({ event: { type: 'StockPicked', data: { ...place, quantity: 1 } } })
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: -3, effective: -3 })
})

it('waits for an earlier one that needs a person too, when the later of two conflicts on a stream is settled first', async () => {
  const site = await terminalAmongOthers({ 'A-1': 5, 'A-2': 5 })
  const { terminal, run, beforeNextAppends, settle, find } = site
  const taken = (bin: string): StockEvent => ({
    type: 'StockPicked',
    data: { ...place, bin, quantity: 4 },
  })
  const [earlier, later] = ['A-1', 'A-2'].map(
    (bin) => run({ type: 'PickStock', sku: 'SKU-1', bin, quantity: 3 }).id,
  ) as [string, string]
  beforeNextAppends({ event: taken('A-2') }, { event: taken('A-1') })
  await sync(terminal)
  const states = () => [find(earlier)?.state, find(later)?.state]
  expect(states()).toEqual(['conflict', 'conflict'])
  await settle(later, 'record-as-happened')
  expect(states()).toEqual(['conflict', 'held'])
  expect(terminal.store.outbox.pendingStreams()).toEqual([])
  await settle(earlier, 'record-as-happened')
  expect(states()).toEqual(['confirmed', 'confirmed'])
  for (const bin of ['A-1', 'A-2'])
    expect(stockOf(terminal, bin)).toEqual({ confirmed: -2, effective: -2 })
})

it('counts on nothing that waits behind a conflict and is not possible any more, after a restart too', async () => {
  const { terminal, run, beforeNextAppends, find } = await terminalAmongOthers({ 'A-1': 5 })
  const pick = (quantity: number) =>
    ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const
  run(pick(3))
  const behind = run(pick(2)).id
  beforeNextAppends({ event: { type: 'StockPicked', data: { ...place, quantity: 4 } } })
  await sync(terminal)
  expect(find(behind)?.state).toBe('held')
  const dataDir = dirname(terminal.store.path)
  await terminal.close()
  const again = openTerminal({ dataDir })
  expect(asAdmin(again)(pick(1))).toMatchObject({ outcome: 'accepted' })
})

it('is a conflict again when the chosen bin no longer covers it either', async () => {
  const { terminal, run, beforeNextAppends, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'other-bin', bin: 'A-2' })
  beforeNextAppends({ event: { type: 'StockPicked', data: { ...place, bin: 'A-2', quantity: 8 } } })
  await sync(terminal)
  expect(find()?.state).toBe('conflict')
  expect(find()?.conflict).not.toBe(conflict)
  expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 1, effective: 1 })
})

it('takes an undo that a person left undone for a new one when it is asked for again', async () => {
  const site = await terminalAmongOthers({ 'A-1': 5 })
  const { run, as, terminal, beforeNextAppends, settle, find } = site
  run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
  const received = as('ana')({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 })
  await sync(terminal)
  const id = '11111111-1111-8111-8111-111111111111'
  const undo = () =>
    terminal.execute({
      command: { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3, undoes: received.id },
      operator: 'ana',
      id,
    })
  undo()
  beforeNextAppends({ event: { type: 'StockPicked', data: { ...place, quantity: 8 } } })
  await sync(terminal)
  await settle(id, 'leave-undone', { note: 'the goods are gone' })
  expect(find(id)?.state).toBe('abandoned')
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 4 })
  const again = undo()
  expect(undo()).toEqual(again)
  await sync(terminal)
  expect(find(again.id)?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 1, effective: 1 })
})
