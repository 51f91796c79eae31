import { EventStoreDBClient } from '@eventstore/db-client'
import { expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { missingOf, STOCK } from '#test/support/gaps.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf } from '#test/support/terminal.ts'

const received = (quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity },
})

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
    expect(missingOf(terminal)).toEqual([
      { stream: 'product-SKU-1', first: 1, last: null, cause: 'missing', acceptedBy: null },
    ])
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
    expect(missingOf(late)).toEqual([
      { stream: STOCK, first: 0, last: 2, cause: 'missing', acceptedBy: null },
    ])
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

it('takes what it may read, and the rest once it may', async () => {
  const log = new MemoryLog()
  const why = problemOf('no-right-to-stream', STOCK)
  let denied = true
  const origin = stockedTerminal({
    central: { url: 'memory' },
    connect: () => connectMemory(log, fineWeather),
  })
  await sync(origin)
  for (const quantity of [1, 2]) happensElsewhere(log, received(quantity))
  const late = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      const hidden = cutShort(log, 2)()
      const { readStream } = connectMemory(log, fineWeather)
      const read: CentralStore['readStream'] = (stream, ...rest) =>
        denied && stream === STOCK
          ? Promise.resolve({ result: 'refused', why })
          : readStream(stream, ...rest)
      return { ...hidden, readStream: read }
    },
  })
  late.initialise({ terminal: 'T3', warehouse: 'WH1' })
  expect(await sync(late)).toMatchObject({ online: true, pending: 0, problem: why })
  expect(stockOf(late, 'A-1').confirmed).toBe(2)
  expect(late.store.lookups.hasProduct('SKU-1')).toBe(true)
  denied = false
  expect(await sync(late)).toMatchObject({ online: true, problem: null })
  expect(stockOf(late, 'A-1').confirmed).toBe(13)
  expect(missingOf(late)).toEqual([])
})
