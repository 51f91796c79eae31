import { expect, it } from 'vitest'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

it("follows its own warehouse and the master data; a supervisor's terminal follows every warehouse, also from later on", async () => {
  const site = await openSite()
  const elsewhere = openTerminal({ central: { url: site.url() } })
  elsewhere.initialise({ terminal: 'T9', warehouse: 'WH2' })
  const run = asAdmin(elsewhere)
  run({ type: 'RegisterBin', bin: 'Z-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'Z-1', quantity: 4 })
  await sync(elsewhere)

  const floor = site.terminal('T1')
  await sync(floor)
  expect(floor.store.lookups.hasProduct('SKU-1')).toBe(true)
  expect(stockOf(floor, 'Z-1').confirmed).toBe(0)

  const dataDir = floor.store.path.replace(/[^/\\]+$/, '')
  await floor.close()
  const supervisor = openTerminal({ dataDir, central: { url: site.url() }, followAll: true })
  await sync(supervisor)
  expect(stockOf(supervisor, 'Z-1').confirmed).toBe(4)
})
