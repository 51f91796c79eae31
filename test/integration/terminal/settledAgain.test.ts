import { expect, it } from 'vitest'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const place = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1' }

/** A terminal whose pick of 3 from A-1 is in conflict, since somebody else took 4 of the 5; A-2 holds 9. */
async function withConflict() {
  const log = new MemoryLog()
  let first: (() => void) | undefined
  const terminal = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      const central = connectMemory(log, fineWeather)
      const append: CentralStore['append'] = (stream, events, expected) => {
        const goesFirst = stream === STOCK ? first : undefined
        if (goesFirst) first = undefined
        goesFirst?.()
        return central.append(stream, events, expected)
      }
      return { ...central, append }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 5 })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-2', quantity: 9 })
  await sync(terminal)
  const beforeNextAppend = (event: StockEvent) => {
    first = () => happensElsewhere(log, event)
  }
  const pick = run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 })
  beforeNextAppend({ type: 'StockPicked', data: { ...place, quantity: 4 } })
  await sync(terminal)
  const find = () => terminal.store.outbox.findById(pick.id)
  return { terminal, run, beforeNextAppend, find, conflict: find()?.conflict ?? '' }
}

const receivedMeanwhile: StockEvent = { type: 'StockReceived', data: { ...place, quantity: 20 } }

it('takes the goods from the bin that a person chose, although the first bin covers them again by then', async () => {
  const { terminal, run, beforeNextAppend, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'other-bin', bin: 'A-2' })
  beforeNextAppend(receivedMeanwhile)
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 21, effective: 21 })
  expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 6, effective: 6 })
})

it('takes as many as a person said, although the bin covers what was asked for at first by then', async () => {
  const { terminal, run, beforeNextAppend, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'change-quantity', quantity: 1 })
  beforeNextAppend(receivedMeanwhile)
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 20, effective: 20 })
})

it('records what has happened once a person said so, whatever else comes in between', async () => {
  const { terminal, run, beforeNextAppend, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
  beforeNextAppend({ type: 'StockPicked', data: { ...place, quantity: 1 } })
  await sync(terminal)
  expect(find()?.state).toBe('confirmed')
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: -3, effective: -3 })
})

it('is a conflict again when the chosen bin no longer covers it either', async () => {
  const { terminal, run, beforeNextAppend, find, conflict } = await withConflict()
  run({ type: 'ResolveConflict', conflict, choice: 'other-bin', bin: 'A-2' })
  beforeNextAppend({ type: 'StockPicked', data: { ...place, bin: 'A-2', quantity: 8 } })
  await sync(terminal)
  expect(find()?.state).toBe('conflict')
  expect(find()?.conflict).not.toBe(conflict)
  expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 1, effective: 1 })
})
