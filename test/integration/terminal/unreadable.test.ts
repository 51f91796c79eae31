import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { expect, it } from 'vitest'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const warehouse = 'WH1'
const sku = 'SKU-1'
const metadata = {
  intention: '5b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e90',
  $correlationId: 'x',
  $causationId: 'x',
  operator: 'admin',
  terminal: 'T9',
  sequence: 1,
  occurredAt: '2026-01-02T03:04:05Z',
  schemaVersion: 1,
}
const good = { type: 'StockReceived', data: { warehouse, sku, bin: 'A-1', quantity: 7 }, metadata }

it('keeps events that it cannot read, says which they are, and sends nothing after them', async () => {
  const site = await openSite()
  const terminal = site.terminal('T1')
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 1 })
  await sync(terminal)

  const client = EventStoreDBClient.connectionString(site.url())
  await client.appendToStream(STOCK, [
    jsonEvent({ ...good, type: 'StockTeleported' }),
    jsonEvent({ ...good, data: { ...good.data, quantity: -3 } }),
    jsonEvent({ ...good, metadata: { by: 'another program' } }),
    jsonEvent({ ...good, metadata: { ...metadata, schemaVersion: 99 } }),
    jsonEvent({ type: 'ProductRenamed', data: { sku, name: 'Cog' }, metadata }),
    jsonEvent(good),
  ])
  await client.appendToStream('transfer-1', jsonEvent(good))
  await client.dispose()

  run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 20 })
  expect(await sync(terminal)).toMatchObject({ pending: 1, conflicts: 0, online: true })
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 8, effective: 8 })
  const problems = [...terminal.store.events.all()].flatMap(({ stream, revision, problem }) =>
    problem === undefined ? [] : `${stream}@${revision}: ${problem}`,
  )
  expect(problems).toEqual([
    expect.stringMatching(/@1: unknown event type StockTeleported/),
    expect.stringMatching(/@2: StockReceived: .*quantity/),
    expect.stringMatching(/@3: StockReceived: its metadata/),
    expect.stringMatching(/@4: StockReceived: version 99/),
    expect.stringMatching(/@5: ProductRenamed does not belong/),
    expect.stringMatching(/transfer-1@0: StockReceived does not belong/),
  ])
  expect(terminal.store.events.head('transfer-1')).toBe(0)
})

it('keeps an event that its read models cannot hold with that as its problem, and goes on: a fresh terminal, too', async () => {
  const site = await openSite()
  const terminal = site.terminal('T1')
  asAdmin(terminal)({ type: 'RegisterBin', bin: 'A-1' })
  await sync(terminal)
  const pack = { barcode: '4006381333931', factor: 6, name: 'Box' }
  const client = EventStoreDBClient.connectionString(site.url())
  const data = { sku: 'SKU-2', name: 'Cog', packs: [pack] }
  await client.appendToStream('product-SKU-1', [
    jsonEvent({
      type: 'ProductRegistered',
      data: { sku, name: 'Chain', packs: [pack, pack] },
      metadata,
    }),
  ])
  await client.appendToStream('product-SKU-2', [
    jsonEvent({ type: 'ProductRegistered', data, metadata }),
    jsonEvent({ type: 'PackAdded', data: { sku: 'SKU-2', pack }, metadata }),
    jsonEvent({ type: 'ProductRenamed', data: { sku: 'SKU-2', name: 'Cog wheel' }, metadata }),
  ])
  await client.dispose()
  asAdmin(terminal)({ type: 'RegisterBin', bin: 'A-2' })
  for (const each of [terminal, site.terminal('T2')]) {
    expect(await sync(each)).toMatchObject({ pending: 0, online: true })
    expect([...each.store.events.all()].filter(({ problem }) => problem)).toMatchObject([
      { stream: 'product-SKU-1', problem: expect.stringContaining('cannot hold it') as string },
      { stream: 'product-SKU-2', problem: expect.stringContaining('PackAdded') as string },
    ])
    expect(each.queries.products.bySku('SKU-2')).toMatchObject({ name: 'Cog wheel', packs: [pack] })
    expect(each.queries.products.bySku(sku)).toBeUndefined()
  }
})
