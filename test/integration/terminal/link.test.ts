import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createServer } from 'node:net'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { openSite } from '#test/support/site.ts'
import { asAdmin, openTerminal } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

describe('the link to the central store', () => {
  it('comes back by itself after the store was away, and pushes what was accepted meanwhile', async () => {
    const site = await openSite()
    const terminal = site.terminal('T1', { autoSync: true })
    const state = () => terminal.state()
    await expect.poll(state).toMatchObject({ link: { state: 'online', problem: null }, pending: 0 })
    await site.stop()
    await expect.poll(() => state().link.state).not.toBe('online')
    asAdmin(terminal)({ type: 'RegisterBin', bin: 'A-1' })
    expect(state()).toMatchObject({ pending: 1, oldestPending: expect.any(String) as string })
    await expect
      .poll(() => state().link)
      .toMatchObject({ state: 'offline', problem: { code: 'unreachable' } })
    expect(state().link.nextAttempt).not.toBeNull()
    await site.start()
    await expect
      .poll(state)
      .toMatchObject({ link: { state: 'online', nextAttempt: null }, pending: 0 })
    expect(state().oldestPending).toBeNull()
  })

  it('tells listeners of each change, and stops telling when asked to', async () => {
    const site = await openSite()
    const terminal = site.terminal('T1')
    const states: string[] = []
    const stop = terminal.onLink(() => states.push(terminal.state().link.state))
    terminal.startSync()
    await expect.poll(() => states).toEqual(['connecting', 'online'])
    stop()
    await site.stop()
    await expect.poll(() => terminal.state().link.state).not.toBe('online')
    expect(states).toEqual(['connecting', 'online'])
  })

  it('is offline, not connecting for ever, when something listens there that never answers', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const terminal = openTerminal({
      central: { url: `esdb://127.0.0.1:${port}?tls=false` },
      timing: { sleep: (ms, signal) => delay(ms / 100, undefined, { signal }).catch(() => {}) },
    })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const states: string[] = []
    terminal.onLink(() => states.push(terminal.state().link.state))
    terminal.startSync()
    await expect.poll(() => states).toContain('offline')
    expect(terminal.state().pending).toBe(3)
  })

  it('says what is wrong with an address that is none', async () => {
    const terminal = openTerminal({ central: { url: 'http://example.invalid' } })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const report = await terminal.syncUntilIdle({ timeoutMs: waitLimit })
    expect(report).toMatchObject({
      online: false,
      pending: 3,
      problem: { code: 'address-invalid' },
    })
  })

  it('is tried again soon each time that it breaks, as long as something came of it', async () => {
    const log = new MemoryLog()
    const receipt = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity: 1 }
    let connections = 0
    const terminal = openTerminal({
      central: { url: 'memory' },
      timing: { random: () => 0.99 },
      connect: () => {
        connections += 1
        happensElsewhere(log, { type: 'StockReceived', data: receipt })
        return breakingAfterOneChunk(connectMemory(log, fineWeather))
      },
    })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const waits: number[] = []
    terminal.onLink(() => {
      const { nextAttempt } = terminal.state().link
      if (nextAttempt !== null) waits.push(Date.parse(nextAttempt) - Date.now())
    })
    terminal.startSync()
    await expect.poll(() => connections).toBeGreaterThan(5)
    expect(Math.max(...waits)).toBeLessThan(300)
  })

  it('asks the store all that it has to know at once, before it begins', async () => {
    const log = new MemoryLog()
    const asked = new Set<string>()
    const { promise: allAsked, resolve } = Promise.withResolvers<void>()
    const ask = async <T>(what: string, answer: () => Promise<T>): Promise<T> => {
      asked.add(what)
      if (asked.size === 3) resolve()
      await allAsked
      return answer()
    }
    let isSecond = false
    const terminal = openTerminal({
      central: { url: 'memory' },
      connect: () => {
        const central = connectMemory(log, fineWeather)
        if (!isSecond) return central
        return {
          ...central,
          eventAt: (position) => ask('eventAt', () => central.eventAt(position)),
          clock: () => ask('clock', central.clock),
          version: () => ask('version', central.version),
        }
      },
    })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    await terminal.syncUntilIdle({ timeoutMs: waitLimit })
    isSecond = true
    expect(await terminal.syncUntilIdle({ timeoutMs: waitLimit })).toMatchObject({ online: true })
  })
})

/** Never says that it has caught up, and is gone once it has brought something. */
function breakingAfterOneChunk(central: CentralStore): CentralStore {
  const subscribe: CentralStore['subscribe'] = (prefixes, after) => {
    const feed = central.subscribe(prefixes, after)
    let brought = false
    return {
      ...feed,
      next: async () => {
        if (brought) return { kind: 'dropped', why: problemOf('unreachable') }
        const item = await feed.next()
        if (item.kind !== 'chunk') return item
        brought = item.events.length > 0
        return { ...item, caughtUp: false }
      },
    }
  }
  return { ...central, subscribe }
}
