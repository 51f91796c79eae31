import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Command } from '#shared/contract/commands.ts'
import { openApi } from '#test/support/api.ts'
import { stockedTerminal } from '#test/support/terminal.ts'

const place = { count: 'C1', bin: 'A-1', sku: 'SKU-1' }

it('tells a sheet what it can go on with: whose entries there are, their tally, and which of them still stand', async () => {
  const { api } = openApi(stockedTerminal())
  await api.session.choosePin({ operator: 'admin', pin: '471100' })
  const run = (command: Command) => api.stock.execute({ id: randomUUID(), command })
  const entries = () => api.counts.entries({ count: 'C1', limit: 10 })

  await run({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
  await run({ type: 'ScanCount', ...place, quantity: 3, tally: 'T' })
  await run({ type: 'ScanCount', ...place, quantity: 1, tally: 'T' })
  const mine = { by: 'admin', tally: 'T', scanned: true, past: false, pending: true }
  expect(await entries()).toMatchObject([
    { quantity: 1, ...mine },
    { quantity: 3, ...mine },
  ])
  await run({ type: 'RecordCount', ...place, quantity: 60, tally: 'figure' })
  expect((await entries())[0]).toMatchObject({ quantity: 60, tally: 'figure', scanned: false })
  expect((await api.counts.get({ count: 'C1' }))?.lastBin).toBe('A-1')

  await run({ type: 'RequestRecount', count: 'C1', lines: [{ bin: 'A-1', sku: 'SKU-1' }] })
  expect((await entries()).map(({ past }) => past)).toEqual([true, true, true])
})

it('tells all that was counted in a bin, however much was counted elsewhere since', async () => {
  const { api } = openApi(stockedTerminal())
  await api.session.choosePin({ operator: 'admin', pin: '471100' })
  const run = (command: Command) => api.stock.execute({ id: randomUUID(), command })
  await run({ type: 'OpenCount', count: 'C1', bins: ['A-1', 'A-2'] })
  for (let n = 0; n < 3; n++) await run({ type: 'ScanCount', ...place, quantity: 1, tally: 'T' })
  for (let n = 0; n < 12; n++)
    await run({ type: 'ScanCount', ...place, bin: 'A-2', quantity: 1, tally: 'U' })
  expect(await api.counts.entries({ count: 'C1', limit: 10 })).toHaveLength(10)
  const here = await api.counts.entriesIn({ count: 'C1', bin: 'A-1' })
  expect(here.map(({ tally, quantity }) => [tally, quantity])).toEqual([
    ['T', 1],
    ['T', 1],
    ['T', 1],
  ])
})

it('keeps the book of a blind count from a supervisor who counts it, until it is handed in', async () => {
  const { api } = openApi(stockedTerminal())
  await api.session.choosePin({ operator: 'admin', pin: '471100' })
  const run = (command: Command) => api.stock.execute({ id: randomUUID(), command })
  const books = async () => (await api.counts.lines({ count: 'C1' })).map(({ book }) => book)
  const off = async () => (await api.counts.variances({ count: 'C1' })).length

  await run({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  await run({ type: 'RecordCount', ...place, quantity: 3 })
  expect(await books()).toEqual([null])
  expect(await off()).toBe(0)
  await run({ type: 'SubmitCount', count: 'C1' })
  expect(await books()).toEqual([expect.any(Number)])
  expect(await off()).toBe(1)
})
