import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Command } from '#shared/contract/commands.ts'
import { openApi } from '#test/support/api.ts'
import { stockedTerminal } from '#test/support/terminal.ts'

const place = { count: 'C1', bin: 'A-1', sku: 'SKU-1' }

it('tells a sheet what it can go on with: whose entries there are, their tally, and which of them still stand', async () => {
  const { api } = openApi(stockedTerminal())
  await api.session.choosePin({ operator: 'admin', pin: '4711' })
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
  expect((await api.counts.get({ count: 'C1' }))?.lastBin).toBe('A-1')

  await run({ type: 'RequestRecount', count: 'C1', lines: [{ bin: 'A-1', sku: 'SKU-1' }] })
  expect((await entries()).map(({ past }) => past)).toEqual([true, true])
})
