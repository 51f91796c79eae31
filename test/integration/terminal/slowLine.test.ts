import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import { openSite } from '#test/support/site.ts'
import { openSlowLine } from '#test/support/slowLine.ts'
import { asAdmin, openTerminal } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

/** What an event needs besides its data and metadata: its id, type and framing. */
const FRAME = 100

describe('a slow line', () => {
  it('carries what many streams have, each event about once, on one connection', async () => {
    const site = await openSite()
    const line = await openSlowLine(site.url(), { bytesPerSecond: 16 * 1024, latencyMs: 50 })
    const terminal = openTerminal({ central: { url: line.url } })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const run = asAdmin(terminal)
    run({ type: 'RegisterBin', bin: 'A-1' })
    const skus = Array.from({ length: 10 }, (_, n) => `SKU-${n}`)
    for (const sku of skus) run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
    for (let n = 0; n < 40; n += 1)
      for (const sku of skus) run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 1 })
    const report = await terminal.syncUntilIdle({ timeoutMs: waitLimit })
    expect(report).toMatchObject({ pending: 0, online: true, problem: null })
    expect(line.connections()).toBe(1)
    const events = await site.events()
    expect(events.filter(({ type }) => type === 'StockReceived')).toHaveLength(400)
    const needed = events
      .map(({ data, metadata }) => JSON.stringify(data) + JSON.stringify(metadata))
      .reduce((sum, text) => sum + text.length + FRAME, 0)
    expect(line.sent()).toBeLessThan(needed * 1.5)
  })

  it('gives an append the time that it is allowed, and one that was late can be sent again', async () => {
    const site = await openSite()
    const line = await openSlowLine(site.url(), { bytesPerSecond: 16 * 1024, latencyMs: 0 })
    const central = connectEventStoreDb(line.url)
    onTestFinished(() => central.dispose())
    const event = {
      id: randomUUID(),
      type: 'Large',
      data: { text: 'x'.repeat(20_000) },
      metadata: {},
    }
    expect(await central.append('large-1', [event], -1, 500)).toMatchObject({
      result: 'unknown',
      why: { code: 'timeout' },
    })
    const inTime = await central.append('large-1', [event], -1, 30_000)
    expect(inTime).toEqual({ result: 'appended', revision: 0 })
  })

  it('is told at once how much may come ahead of what has been taken in', async () => {
    const server = createServer()
    let ahead = 0
    server.on('session', (session) => {
      session.on('remoteSettings', ({ initialWindowSize = 0 }) => {
        ahead = initialWindowSize
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const central = connectEventStoreDb(`esdb://127.0.0.1:${port}?tls=false`)
    onTestFinished(async () => {
      await central.dispose()
      server.close()
    })
    void central.version()
    // More than a line carries in the time that a long way there and back takes.
    await expect.poll(() => ahead).toBeGreaterThan(64_000 * 1.2)
  })
})
