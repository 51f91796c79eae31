import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { expect, it, vi } from 'vitest'
import type * as Events from '#shared/contract/events.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { missingOf, STOCK } from '#test/support/gaps.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, stockOf, tempDir } from '#test/support/terminal.ts'

const SKU = 'SKU-1'

/** While true, the program is an older version: it does not know receipts that carry the reference NEWER. */
const program = vi.hoisted(() => ({ isOlder: true }))
vi.mock('#shared/contract/events.ts', async (original) => {
  const events = await original<typeof Events>()
  const parseEvent: typeof events.parseEvent = (type, version, data) =>
    program.isOlder && JSON.stringify(data).includes('NEWER')
      ? { ok: false, problem: `unknown event type ${type}` }
      : events.parseEvent(type, version, data)
  return { ...events, parseEvent }
})

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

async function append(site: Site, stream: string, type: string, data: Record<string, unknown>) {
  const client = EventStoreDBClient.connectionString(site.url())
  await client.appendToStream(stream, jsonEvent({ type, data, metadata }))
  await client.dispose()
}

/** A newer terminal receives seven: what an older one cannot read. */
const newer = (site: Site, quantity = 7) =>
  append(site, STOCK, 'StockReceived', {
    warehouse: 'WH1',
    sku: SKU,
    bin: 'A-1',
    quantity,
    reference: 'NEWER',
  })

/** An older terminal with ten of SKU-1 and five of SKU-2 in A-1; eva is a supervisor and ana is not. */
async function olderTerminal() {
  program.isOlder = true
  const site = await openSite()
  const dataDir = tempDir()
  const terminal = site.terminal('T1', { dataDir })
  const run = asAdmin(terminal)
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: SKU, name: 'Chain', packs: [] })
  run({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Rope', packs: [] })
  run({ type: 'ReceiveStock', sku: SKU, bin: 'A-1', quantity: 10 })
  run({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-1', quantity: 5 })
  await sync(terminal)
  const update = async () => {
    await terminal.close()
    program.isOlder = false
    return site.terminal('T1', { dataDir })
  }
  return { site, terminal, dataDir, update }
}

const pick = (terminal: Terminal, quantity = 1, sku = SKU) =>
  asOperator(terminal, 'ana')({ type: 'PickStock', sku, bin: 'A-1', quantity })

const accept = (terminal: Terminal, stream = STOCK) =>
  asOperator(terminal, 'eva')({ type: 'AcceptIncomplete', terminal: 'T1', stream })

function count(terminal: Terminal, quantity: number, id = 'C1') {
  const run = asOperator(terminal, 'ana')
  return [
    asAdmin(terminal)({ type: 'OpenCount', count: id, bins: ['A-1'], skus: [SKU] }),
    run({ type: 'RecordCount', count: id, bin: 'A-1', sku: SKU, quantity, reason: 'found' }),
    run({ type: 'SubmitCount', count: id }),
    asOperator(terminal, 'eva')({ type: 'ApproveCount', count: id }),
  ]
}

const open = (terminal: Terminal) => {
  const { pending, held, conflict } = terminal.store.outbox.summary()
  return { pending, held, conflict }
}

it('decides nothing on a book that it cannot read, says so, and goes on with all others', async () => {
  const { site, terminal } = await olderTerminal()
  await newer(site)
  await sync(terminal)
  expect(pick(terminal)).toMatchObject({
    outcome: 'refused',
    code: 'stream-incomplete',
    message: expect.stringContaining('1 of its events was recorded by a newer version') as string,
  })
  expect(terminal.queries.stock.byProduct(SKU)).toMatchObject([{ onHand: 10, incomplete: true }])
  expect(terminal.queries.products.bySku(SKU)).toMatchObject({ incomplete: true })
  expect(terminal.queries.missing.ofProduct(SKU)).toEqual([
    { stream: STOCK, first: 1, last: 1, cause: 'unreadable', acceptedBy: null },
  ])
  expect(pick(terminal, 1, 'SKU-2')).toMatchObject({ outcome: 'accepted' })
  await sync(terminal)
  expect(open(terminal)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(stockOf(terminal, 'A-1', 'SKU-2').confirmed).toBe(4)
})

it('keeps what was pending there, and decides and sends it by itself once it was updated', async () => {
  const { site, terminal, update } = await olderTerminal()
  pick(terminal, 2)
  await newer(site)
  pick(terminal, 3)
  expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
  expect(open(terminal)).toEqual({ pending: 0, held: 2, conflict: 0 })
  expect((await site.events()).filter(({ stream }) => stream === STOCK)).toHaveLength(2)
  expect(terminal.queries.outbox.list(10, terminal.sendState)).toMatchObject([
    { stream: STOCK, state: 'held' },
    { stream: STOCK, state: 'held' },
  ])

  const updated = await update()
  // At once, and without the store.
  expect(updated.queries.stock.byProduct(SKU)).toMatchObject([
    { onHand: 12, confirmed: 17, incomplete: false },
  ])
  expect(updated.queries.missing.ofProduct(SKU)).toEqual([])
  expect(updated.queries.products.bySku(SKU)).toMatchObject({ incomplete: false })
  expect(open(updated)).toEqual({ pending: 2, held: 0, conflict: 0 })
  await sync(updated)
  expect(open(updated)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(stockOf(updated, 'A-1')).toEqual({ confirmed: 12, effective: 12 })
  expect([...updated.queries.movements.history(SKU)].map(({ delta }) => delta)).toEqual(
    expect.arrayContaining([10, 7, -2, -3]),
  )
  expect(pick(updated)).toMatchObject({ outcome: 'accepted' })
})

it('is still so after a restart of the same version', async () => {
  const { site, terminal, dataDir } = await olderTerminal()
  pick(terminal, 2)
  await newer(site)
  await sync(terminal)
  await terminal.close()
  const again = site.terminal('T1', { dataDir })
  await sync(again)
  expect(open(again)).toEqual({ pending: 0, held: 1, conflict: 0 })
  expect(pick(again)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
})

it('posts a count there only once it was updated, and loses nothing of what was counted', async () => {
  const { site, terminal, update } = await olderTerminal()
  await newer(site)
  await sync(terminal)
  for (const outcome of count(terminal, 18)) expect(outcome).toMatchObject({ outcome: 'accepted' })
  for (const _ of ['approved', 'not posted']) await sync(terminal)
  expect(open(terminal)).toEqual({ pending: 0, held: 1, conflict: 0 })
  expect(pick(terminal)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
  const updated = await update()
  await sync(updated)
  expect(open(updated)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(updated.queries.counts.lines('C1')).toMatchObject([{ state: 'posted', variance: 1 }])
  expect(stockOf(updated, 'A-1').confirmed).toBe(18)
})

it('goes on where a supervisor says so, and no further than was said', async () => {
  const { site, terminal } = await olderTerminal()
  pick(terminal, 2)
  await newer(site)
  await sync(terminal)
  expect(
    asOperator(terminal, 'ana')({ type: 'AcceptIncomplete', terminal: 'T1', stream: STOCK }),
  ).toMatchObject({ outcome: 'refused', code: 'not-permitted' })
  expect(accept(terminal)).toMatchObject({ outcome: 'accepted' })
  await sync(terminal)
  expect(open(terminal)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(stockOf(terminal, 'A-1').confirmed).toBe(8)
  expect(terminal.queries.missing.ofProduct(SKU)).toMatchObject([{ acceptedBy: 'eva' }])
  // A count sets the bin right from here on.
  count(terminal, 15)
  for (const _ of ['approved', 'posted']) await sync(terminal)
  expect(terminal.queries.stock.byProduct(SKU)).toMatchObject([{ onHand: 15, incomplete: false }])
  await newer(site)
  await sync(terminal)
  expect(pick(terminal)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
})

it('holds what a person said about a conflict there until it was updated', async () => {
  const { site, terminal, update } = await olderTerminal()
  const other = site.terminal('T2')
  await sync(other)
  pick(terminal, 8)
  pick(other, 8)
  for (const each of [other, terminal, terminal]) await sync(each)
  const [conflict] = terminal.queries.conflicts.list('open', 10)
  expect(open(terminal)).toEqual({ pending: 0, held: 0, conflict: 1 })
  await newer(site)
  await sync(terminal)
  asAdmin(terminal)({
    type: 'ResolveConflict',
    conflict: conflict?.conflict ?? '',
    choice: 'record-as-happened',
  })
  for (const _ of ['said', 'waiting']) await sync(terminal)
  expect(open(terminal)).toEqual({ pending: 0, held: 0, conflict: 1 })
  expect(stockOf(terminal, 'A-1').confirmed).toBe(2)
  const updated = await update()
  for (const _ of ['carried out', 'closed']) await sync(updated)
  expect(open(updated)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(stockOf(updated, 'A-1').confirmed).toBe(1)
})

it('lets people work whose own stream, or whose warehouse or product, it cannot read', async () => {
  const { site, terminal } = await olderTerminal()
  const junk = { said: 'NEWER' }
  for (const stream of ['operator-ana', 'warehouse-WH1', 'product-SKU-1'])
    await append(site, stream, 'Changed', junk)
  await sync(terminal)
  expect(pick(terminal)).toMatchObject({ outcome: 'accepted' })
  const run = asOperator(terminal, 'eva')
  expect(run({ type: 'RegisterBin', bin: 'A-3' })).toMatchObject({ code: 'stream-incomplete' })
  expect(run({ type: 'ChangeRole', operator: 'ana', role: 'supervisor' })).toMatchObject({
    code: 'stream-incomplete',
  })
  expect(run({ type: 'RenameProduct', sku: SKU, name: 'Cog' })).toMatchObject({
    code: 'stream-incomplete',
  })
  expect(accept(terminal, 'warehouse-WH1')).toMatchObject({ outcome: 'accepted' })
  expect(run({ type: 'RegisterBin', bin: 'A-3' })).toMatchObject({ outcome: 'accepted' })
  await sync(terminal)
  expect(open(terminal)).toEqual({ pending: 0, held: 0, conflict: 0 })
  expect(missingOf(terminal)).toMatchObject([
    { stream: 'operator-ana', cause: 'unreadable', acceptedBy: null },
    { stream: 'product-SKU-1', cause: 'unreadable', acceptedBy: null },
    { stream: 'warehouse-WH1', cause: 'unreadable', acceptedBy: 'eva' },
  ])
})
