import { EventStoreDBClient } from '@eventstore/db-client'
import { expect, it } from 'vitest'
import { problemOf } from '#shared/contract/problem.ts'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const received = (quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity },
})
const missingOf = (terminal: Terminal) =>
  terminal.queries.diagnostics.get({ version: '', metricsAddress: null }).missing

it('goes on with all other streams when somebody ended one, on a fresh terminal too', async () => {
  const site = await openSite()
  const one = site.terminal('T1')
  for (const sku of ['SKU-1', 'SKU-2'])
    asAdmin(one)({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
  await sync(one)
  const client = EventStoreDBClient.connectionString(site.url())
  await client.tombstoneStream('product-SKU-1')
  await client.dispose()
  const two = site.terminal('T2')
  asAdmin(two)({ type: 'RegisterBin', bin: 'A-1' })
  for (const terminal of [two, one]) {
    expect(await sync(terminal)).toMatchObject({ online: true, pending: 0, problem: null })
    expect(terminal.queries.products.bySku('SKU-2')).toBeDefined()
    expect(terminal.store.lookups.hasBin('WH1', 'A-1')).toBe(true)
    expect(missingOf(terminal)).toEqual([{ stream: 'product-SKU-1', first: 1, last: null }])
  }
})

/** A log whose stock stream does not give what stands before a revision any more, nor, if `empty`, anything at all. */
function cutShort(log: MemoryLog, before: number, empty = false) {
  return (): CentralStore => {
    const central = connectMemory(log, fineWeather)
    const isLeft = ({ stream, revision }: { stream: string; revision: number }) =>
      stream !== STOCK || revision >= before
    return {
      ...central,
      readStream: async (stream, from, limit) => {
        if (empty && stream === STOCK) return { result: 'read', value: [] }
        return central.readStream(stream, stream === STOCK ? Math.max(from, before) : from, limit)
      },
      subscribe: (prefixes, after) => {
        const feed = central.subscribe(prefixes, after)
        const next = async () => {
          const item = await feed.next()
          return item.kind === 'chunk' ? { ...item, events: item.events.filter(isLeft) } : item
        }
        return { ...feed, next }
      },
    }
  }
}

it.each([false, true])(
  'takes what is left of a stream that was cut short, and knows what is missing (reads as nothing: %s)',
  async (empty) => {
    const log = new MemoryLog()
    const origin = stockedTerminal({
      central: { url: 'memory' },
      connect: () => connectMemory(log, fineWeather),
    })
    await sync(origin)
    for (const quantity of [1, 2, 3]) happensElsewhere(log, received(quantity))
    const late = openTerminal({ central: { url: 'memory' }, connect: cutShort(log, 3, empty) })
    late.initialise({ terminal: 'T3', warehouse: 'WH1' })
    asAdmin(late)({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(late)).toMatchObject({ online: true, pending: 0, problem: null })
    expect(stockOf(late, 'A-1').confirmed).toBe(3)
    expect(missingOf(late)).toEqual([{ stream: STOCK, first: 0, last: 2 }])
  },
)

it('stops one stream that it may not read, says which, and goes on with the others', async () => {
  const log = new MemoryLog()
  const why = problemOf('no-right-to-stream', STOCK)
  const terminal = stockedTerminal({
    central: { url: 'memory' },
    connect: () => ({
      ...cutShort(log, Number.MAX_SAFE_INTEGER)(),
      readStream: () => Promise.resolve({ result: 'refused', why }),
    }),
  })
  happensElsewhere(log, received(5))
  expect(await sync(terminal)).toMatchObject({ online: true, pending: 1, problem: why })
  expect(terminal.store.outbox.pendingStreams()).toEqual([STOCK])
})
