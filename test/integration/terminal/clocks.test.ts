import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf } from '#test/support/terminal.ts'

const HOUR = 3_600_000
const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

/** A machine whose clock can be set; its uptime goes on. */
function machineWithClock() {
  const clock = { off: 0 }
  const now = () => Date.now() + clock.off
  return {
    clock,
    config: {
      surroundings: { now: () => new Date(now()).toISOString(), uptime: () => performance.now() },
      timing: { now },
    },
  }
}

/** T1 with a good clock and T2 on a machine whose clock can be set; ten pieces in A-1, both up to date. */
async function twoTerminals() {
  const site = await openSite()
  const first = site.terminal('T1')
  const run = asAdmin(first)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'ChangeCountPolicy', tolerance: { quantity: 100 } })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 10 })
  await sync(first)
  const { clock, config } = machineWithClock()
  const second = site.terminal('T2', config)
  await sync(second)
  return { site, first, second, clock, config }
}

async function count(terminal: Terminal, quantity: number) {
  const id = `C-${terminal.identity()?.terminal}-${quantity}`
  asAdmin(terminal)({ type: 'OpenCount', count: id, bins: ['A-1'] })
  asAdmin(terminal)({ type: 'RecordCount', count: id, bin: 'A-1', sku: 'SKU-1', quantity })
  asAdmin(terminal)({ type: 'SubmitCount', count: id })
  await sync(terminal)
  terminal.execute({ command: { type: 'ApproveCount', count: id }, operator: 'eva' })
  await sync(terminal)
}

const clockEvents = async (site: Site) =>
  (await site.events())
    .filter(({ type }) => type === 'ClockCompared')
    .map(({ stream, data }) => ({ stream, minutes: Math.round(Number(data['offset']) / 60_000) }))

const near = (milliseconds: number) => ({
  asymmetricMatch: (value: unknown) => Math.abs(Number(value) - milliseconds) < 5000,
})

describe('a terminal whose clock is wrong', () => {
  it('finds out at the next contact, before it sends; says so to everybody, and marks what it recorded', async () => {
    const { site, first, second, clock } = await twoTerminals()
    expect(second.state().clockOffset).toBeNull()
    clock.off = HOUR
    const given = asAdmin(second)(pick(1))
    await sync(second)
    expect(second.state().clockOffset).toEqual(near(HOUR))
    expect(await clockEvents(site)).toEqual([{ stream: 'terminal-T2', minutes: 60 }])
    const sent = (await site.events()).find(({ metadata }) => metadata['intention'] === given.id)
    expect(sent?.metadata['clockOffset']).toEqual(near(HOUR))
    await sync(first)
    expect(first.queries.warehouse.terminals()).toMatchObject([
      { terminal: 'T1', clockOffset: 0 },
      { terminal: 'T2', clockOffset: near(HOUR) },
    ])
    expect(first.queries.movements.newest({ limit: 1 })).toMatchObject([
      { clockOffset: near(HOUR) },
    ])
    // Told once, and once more when it is right again.
    asAdmin(second)(pick(1))
    await sync(second)
    clock.off = 0
    const right = asAdmin(second)(pick(1))
    await sync(second)
    expect(second.state().clockOffset).toBeNull()
    expect((await clockEvents(site)).map(({ minutes }) => minutes)).toEqual([60, 0])
    const last = (await site.events()).find(({ metadata }) => metadata['intention'] === right.id)
    expect(last?.metadata['clockOffset']).toBeUndefined()
  })

  it('does not have its times believed against the count of somebody else: a person says which came first', async () => {
    const { first, second, clock } = await twoTerminals()
    clock.off = HOUR
    // Really before the count, which has seen it; by the clocks an hour after.
    const given = asAdmin(second)(pick(2))
    await count(first, 8)
    expect(await sync(second)).toMatchObject({ conflicts: 1 })
    const { conflict = '' } = second.store.outbox.findById(given.id) ?? {}
    expect(second.queries.conflicts.get(conflict)?.reason).toBe('movement-during-count')
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'before-count' })
    await sync(second)
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 8, effective: 8 })
  })

  it('does not have its count outrank a later one of a terminal whose clock is right', async () => {
    const { first, second, clock } = await twoTerminals()
    clock.off = 365 * 24 * HOUR
    await count(second, 9)
    await count(first, 7)
    await sync(second)
    for (const terminal of [first, second])
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
  })

  it('keeps what it did in order by its numbers when its clock was set back in between', async () => {
    const { first, second, clock } = await twoTerminals()
    await sync(first)
    clock.off = HOUR
    const id = 'C-1'
    asAdmin(second)({ type: 'OpenCount', count: id, bins: ['A-1'] })
    asAdmin(second)({ type: 'RecordCount', count: id, bin: 'A-1', sku: 'SKU-1', quantity: 10 })
    // Not compared with anything: it was seen to be set.
    expect(second.state().clockOffset).toEqual(near(HOUR))
    clock.off = 0
    asAdmin(second)(pick(3))
    expect(second.state().clockOffset).toBeNull()
    asAdmin(second)({ type: 'SubmitCount', count: id })
    await sync(second)
    expect(second.state().clockOffset).toBeNull()
    second.execute({ command: { type: 'ApproveCount', count: id }, operator: 'eva' })
    await sync(second)
    await sync(second)
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
    const pickedRow = second.queries.movements
      .newest({ limit: 10 })
      .find(({ type }) => type === 'StockPicked')
    expect(pickedRow).toMatchObject({ clockOffset: null })
  })

  it('marks what was recorded since the last contact, also before a restart', async () => {
    const { site, second, clock, config } = await twoTerminals()
    const dataDir = dirname(second.store.path)
    const central = { url: site.url() }
    await second.close()
    clock.off = -HOUR
    const offline = openTerminal({ dataDir, central, ...config })
    const given = asAdmin(offline)(pick(1))
    expect(offline.state().clockOffset).toBeNull()
    await offline.close()
    await sync(openTerminal({ dataDir, central, ...config }))
    const sent = (await site.events()).find(({ metadata }) => metadata['intention'] === given.id)
    expect(sent?.metadata['clockOffset']).toEqual(near(-HOUR))
  })

  it('is told from a machine that slept', () => {
    const clock = { wall: Date.parse('2026-03-01T08:00:00Z'), up: 0 }
    const terminal = stockedTerminal({
      surroundings: { now: () => new Date(clock.wall).toISOString(), uptime: () => clock.up },
    })
    const sleep = 8 * HOUR
    clock.wall += sleep
    clock.up += sleep
    asAdmin(terminal)(pick(1))
    expect(terminal.state().clockOffset).toBeNull()
    clock.wall -= sleep
    asAdmin(terminal)(pick(1))
    expect(terminal.state().clockOffset).toBe(-sleep)
  })
})
