import { expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { appendForeign, metadataOfElsewhere, nested } from '#test/support/foreignEvents.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, stockOf, tempDir } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const received = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity: 7 }
const metadata = JSON.stringify(metadataOfElsewhere)
const event = (type: string, data: object | string, by: object | string = metadata) => ({
  type,
  data: typeof data === 'string' ? data : JSON.stringify(data),
  metadata: typeof by === 'string' ? by : JSON.stringify({ ...metadataOfElsewhere, ...by }),
})
const good = event('StockReceived', received)

const problemsOf = (terminal: Terminal) =>
  [...terminal.store.events.all()].flatMap(({ stream, revision, problem }) =>
    problem === undefined ? [] : [`${stream}@${revision}: ${problem}`],
  )

/** A terminal with ten of SKU-1 in A-1 and of SKU-2 in A-2, all of it in the central store. */
async function stocked(site: Site, dataDir = tempDir()): Promise<Terminal> {
  const terminal = site.terminal('T1', { dataDir })
  const run = asAdmin(terminal)
  for (const [sku, bin] of [
    ['SKU-1', 'A-1'],
    ['SKU-2', 'A-2'],
  ] as const) {
    run({ type: 'RegisterBin', bin })
    run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
    run({ type: 'ReceiveStock', sku, bin, quantity: 10 })
  }
  await sync(terminal)
  return terminal
}

/** Everything that a person could look at afterwards says something. */
function lookAtAll({ queries }: Terminal, stream: string) {
  expect(() => JSON.stringify([...queries.events.ofStream(stream)])).not.toThrow()
  expect(() =>
    JSON.stringify(queries.diagnostics.get({ version: '', metricsAddress: null })),
  ).not.toThrow()
  expect(() => JSON.stringify(queries.movements.newest({ limit: 100 }))).not.toThrow()
  expect(() => JSON.stringify(queries.conflicts.list(undefined, 100))).not.toThrow()
}

it('keeps an event that is nested too deep as unreadable, and goes on with its stream and all others', async () => {
  const site = await openSite()
  const terminal = await stocked(site)
  await appendForeign(site.url(), STOCK, [
    event('StockReceived', nested(5000)),
    event('StockReceived', received, nested(100_000)),
    event('IntentionClosed', nested(2000)),
    good,
  ])
  asAdmin(terminal)({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-2', quantity: 1 })
  for (const each of [terminal, site.terminal('T2')]) {
    expect(await sync(each)).toMatchObject({ online: true, pending: 0, problem: null })
    expect(stockOf(each, 'A-1').confirmed).toBe(17)
    expect(stockOf(each, 'A-2', 'SKU-2').confirmed).toBe(11)
    expect(problemsOf(each)).toEqual([
      expect.stringMatching(/@1: StockReceived: it has more than 100 lists or objects/),
      expect.stringMatching(/@2: StockReceived: it has more than 100 lists or objects/),
      expect.stringMatching(/@3: IntentionClosed: it has more than 100 lists or objects/),
    ])
    lookAtAll(each, STOCK)
    expect([...each.queries.events.ofStream(STOCK)][1]?.data).toEqual({
      excerpt: expect.stringMatching(/^\{"a":\{"a":/) as string,
    })
  }
})

it('keeps what cannot be kept exactly, or as text, as unreadable', async () => {
  const site = await openSite()
  const terminal = await stocked(site)
  await appendForeign(site.url(), STOCK, [
    event('StockReceived', '{"quantity":1e999}'),
    event('StockReceived', '{"quantity":9007199254740993}'),
    event('StockReceived', { ...received, bin: 'A-1\ud800' }),
    event('StockReceived', `{"__proto__":{"quantity":1},${JSON.stringify(received).slice(1)}`),
    event('StockReceived', { ...received, reference: 'x'.repeat(700_000) }),
    event('StockReceived', {
      ...received,
      ...Object.fromEntries(Array.from({ length: 9000 }, (_, n) => [`field ${n}`, n])),
    }),
    event(`Un\u0001known${'x'.repeat(2000)}`, {}),
    event('StockReceived', 'not JSON'),
    event('StockReceived', '"text"'),
    event('StockReceived', received, { sequence: -1 }),
    event('StockReceived', received, { sequence: 2 ** 53 }),
    event('StockReceived', received, { occurredAt: 'yesterday' }),
    event('StockReceived', received, { occurredAt: '9999-12-31T23:59:59.999-23:59' }),
    event('StockReceived', received, { occurredAt: '0000-01-01T00:00:00Z' }),
    event('StockReceived', received, { clockOffset: 8.64e15 }),
    event('StockReceived', received, { $correlationId: { a: 1 } }),
    event('StockReceived', received, { schemaVersion: 2 ** 40 }),
    event('CountVariancePosted', { ...received, delta: 9e15 }),
    good,
  ])
  expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
  expect(stockOf(terminal, 'A-1').confirmed).toBe(17)
  const problems = problemsOf(terminal)
  expect(problems).toHaveLength(18)
  expect(problems.filter((problem) => problem.length > 700)).toEqual([])
  lookAtAll(terminal, STOCK)
})

it('takes an event for what it says only in the stream that it belongs in', async () => {
  const site = await openSite()
  const terminal = await stocked(site)
  const run = asAdmin(terminal)
  run({ type: 'RegisterOperator', operator: 'bob', name: 'Bob', role: 'operator' })
  await sync(terminal)
  const long = `stock-WH1.${'x'.repeat(4000)}`
  const others: Record<string, ReturnType<typeof event>> = {
    'stock-': good,
    'stock-WH1.': good,
    'stock-WH1.SKU-2': good,
    'stock-WH1.\u0007SKU\n-1': good,
    [long]: good,
    'transfer-1': good,
    'product-SKU-2': event('ProductRenamed', { sku: 'SKU-1', name: 'Cog' }),
    'operator-bob': event('OperatorRoleChanged', { operator: 'admin', role: 'operator' }),
    'conflict-1': event('ConflictResolved', { conflict: '2', by: 'bob', choice: 'retry' }),
  }
  for (const [stream, one] of Object.entries(others)) await appendForeign(site.url(), stream, [one])
  await appendForeign(site.url(), STOCK, [
    event('OperatorDeactivated', { operator: 'admin' }),
    good,
  ])
  for (const each of [terminal, site.terminal('T2')]) {
    expect(await sync(each)).toMatchObject({ online: true, problem: null })
    expect(stockOf(each, 'A-1').confirmed).toBe(17)
    expect(stockOf(each, 'A-2', 'SKU-2').confirmed).toBe(10)
    expect(each.queries.products.bySku('SKU-2')).toMatchObject({ name: 'Chain' })
    expect(each.store.lookups.operator('admin')).toMatchObject({ active: true })
    // `stock-` is no stream of this warehouse: it is not followed.
    const misplaced = problemsOf(each).filter((problem) => problem.includes('does not belong'))
    expect(misplaced).toHaveLength(9)
    for (const stream of Object.keys(others)) lookAtAll(each, stream)
  }
})

it('goes on beside ten thousand events of unknown types', async () => {
  const site = await openSite()
  const terminal = await stocked(site)
  const unknown = Array.from({ length: 500 }, (_, n) => event(`Unknown${n}`, { n }))
  for (let n = 0; n < 20; n++) await appendForeign(site.url(), `transfer-${n}`, unknown)
  await appendForeign(site.url(), STOCK, [good])
  expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
  expect(stockOf(terminal, 'A-1').confirmed).toBe(17)
  expect(
    terminal.queries.diagnostics.get({ version: '', metricsAddress: null }).unreadable,
  ).toHaveLength(100)
})

it('numbers on above what was recorded in its name elsewhere, but not above what nobody can have counted to', async () => {
  const site = await openSite()
  const dataDir = tempDir()
  const before = await stocked(site, dataDir)
  const own = (sequence: number) => ({ terminal: 'T1', sequence, intention: crypto.randomUUID() })
  await appendForeign(site.url(), STOCK, [
    event('StockReceived', received, own(1_000_000_000_000)),
    event('StockReceived', received, own(2 ** 52)),
  ])
  await sync(before)
  await before.close()
  const terminal = site.terminal('T1', { dataDir })
  await sync(terminal)
  const { id } = asAdmin(terminal)({
    type: 'ReceiveStock',
    sku: 'SKU-2',
    bin: 'A-2',
    quantity: 1,
  })
  expect(terminal.store.outbox.findById(id)?.sequence).toBeLessThan(1_000_000_000_100)
  expect(await sync(terminal)).toMatchObject({ pending: 0 })
  expect(stockOf(terminal, 'A-2', 'SKU-2').confirmed).toBe(11)
})
