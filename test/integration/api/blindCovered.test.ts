import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Command } from '#shared/contract/commands.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { openApiAs } from '#test/support/api.ts'
import { asAdmin, stockedTerminal } from '#test/support/terminal.ts'

/** SKU-1: 10 in A-1, 4 in A-2; SKU-2: 6 in A-2. Ana is an operator, eva and admin are supervisors. */
function site() {
  const terminal = stockedTerminal()
  const run = asAdmin(terminal)
  run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
  run({ type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'operator' })
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Cog', packs: [] })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-2', quantity: 4 })
  run({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-2', quantity: 6 })
  run({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  return terminal
}

const personAt = (terminal: Terminal, operator: string) => {
  const { api } = openApiAs(terminal, operator)
  return {
    api,
    run: (command: Command) => api.stock.execute({ id: randomUUID(), command }),
    /** All that the API says of the book, as one text. */
    told: async () =>
      JSON.stringify([
        await api.stock.byBin({ bin: 'A-1' }),
        await api.stock.byProduct({ sku: 'SKU-1' }),
        await api.stock.product({ sku: 'SKU-1' }),
        await api.stock.scan({ code: 'SKU-1' }),
        await api.stock.searchProducts({ text: 'chain', limit: 10 }),
        await api.stock.searchBins({ text: 'A-1', limit: 10 }),
        await api.stock.movements({ bin: 'A-1', limit: 10 }),
        await api.stock.movements({ sku: 'SKU-1', limit: 10 }),
      ]),
  }
}

const entry = { count: 'C1', bin: 'A-1', sku: 'SKU-1' }

it('covers the figures of what somebody counts blind, for them and until it is handed in', async () => {
  const terminal = site()
  const [ana, ben, eva] = ['ana', 'ben', 'eva'].map((operator) => personAt(terminal, operator))
  if (!ana || !ben || !eva) throw new Error('nobody there')
  const everything = await ben.told()
  expect(await ana.told()).toBe(everything)

  // She opens the sheet: from here on she is not told, whatever she asks.
  await ana.api.counts.entries({ count: 'C1', limit: 10 })
  expect(await ana.api.counts.covered()).toEqual([{ count: 'C1', bins: ['A-1'], skus: [] }])
  expect(await ana.api.stock.byBin({ bin: 'A-1' })).toEqual([])
  expect(await ana.api.stock.byProduct({ sku: 'SKU-1' })).toMatchObject([{ bin: 'A-2', onHand: 4 }])
  expect(await ana.api.stock.product({ sku: 'SKU-1' })).toMatchObject({
    onHand: null,
    pending: null,
  })
  expect(await ana.api.stock.scan({ code: 'SKU-1' })).toMatchObject({
    matches: [{ product: { onHand: null } }],
  })
  expect(await ana.api.stock.searchBins({ text: 'A-', limit: 10 })).toMatchObject([
    { bin: 'A-1', skus: null },
    { bin: 'A-2', skus: 2 },
  ])
  expect(await ana.api.stock.movements({ bin: 'A-1', limit: 10 })).toEqual([])
  expect(await ana.api.stock.product({ sku: 'SKU-2' })).toMatchObject({ onHand: 6 })

  const counted = await ana.run({ type: 'RecordCount', ...entry, quantity: 9 })
  expect(JSON.stringify(counted)).not.toContain('expected')
  expect(await ana.told()).not.toMatch(/"(onHand|delta)":1[04]/)
  // Somebody else, and a supervisor who only reviews, see it all; one who counts there does not.
  expect(await ben.told()).toBe(everything)
  expect(await eva.told()).toBe(everything)
  await eva.run({ type: 'RecordCount', ...entry, quantity: 9 })
  expect(await eva.api.stock.byBin({ bin: 'A-1' })).toEqual([])

  await ana.run({ type: 'SubmitCount', count: 'C1' })
  expect(await ana.told()).toBe(everything)
  expect(await eva.api.counts.covered()).toEqual([])
})

it('lets somebody who counts blind go on working at the same bins, without telling them the book', async () => {
  const terminal = site()
  const ana = personAt(terminal, 'ana')
  await ana.run({ type: 'RecordCount', ...entry, quantity: 9 })
  const own = await ana.run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 2 })
  expect(own).toMatchObject({ outcome: 'accepted' })
  expect(await ana.api.stock.movements({ bin: 'A-1', limit: 10, own: true })).toMatchObject([
    { type: 'StockPicked', delta: -2 },
  ])
  const tooMany = await ana.run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 50 })
  expect(tooMany).toMatchObject({
    outcome: 'refused',
    code: 'insufficient-stock',
    message:
      'By the book there is not enough of SKU-1 in bin A-1. What it holds is covered while you count it blind.',
  })
  expect(JSON.stringify(tooMany)).not.toContain('onHand')
  asAdmin(terminal)({ type: 'ChangeNegativeStockPolicy', policy: 'warn' })
  const below = await ana.run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 50 })
  expect(JSON.stringify(below)).not.toContain('held only')
  expect(below).toMatchObject({ outcome: 'accepted', warnings: [{ code: 'stock-negative' }] })
})

it('covers only the SKUs that a blind count is about, in whichever bin, and nothing of a guided one', async () => {
  const terminal = site()
  const run = asAdmin(terminal)
  run({ type: 'OpenCount', count: 'C2', bins: [], skus: ['SKU-2'], blind: true })
  run({ type: 'OpenCount', count: 'C3', bins: ['A-1'], skus: [], blind: false })
  const ana = personAt(terminal, 'ana')
  await ana.api.counts.entries({ count: 'C2', limit: 10 })
  await ana.run({ type: 'RecordCount', ...entry, count: 'C3', quantity: 9 })
  expect(await ana.api.stock.byBin({ bin: 'A-2' })).toMatchObject([{ sku: 'SKU-1', onHand: 4 }])
  expect(await ana.api.stock.byBin({ bin: 'A-1' })).toMatchObject([{ sku: 'SKU-1', onHand: 10 }])
  expect(await ana.api.stock.product({ sku: 'SKU-2' })).toMatchObject({ onHand: null })
})
