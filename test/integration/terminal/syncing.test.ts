import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { pick, receive } from '#test/support/floorCommands.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'
import { rowsOf } from '#test/support/database.ts'

function conflictOf(terminal: Terminal, conflict: string) {
  const [row] = rowsOf<{
    status: string
    result: string | null
    settlement: string | null
    pending: number
  }>(
    terminal,
    'SELECT status, result, settlement, pending FROM conflict WHERE conflict = ?',
    conflict,
  )
  return row && { ...row, settlement: JSON.parse(row.settlement ?? 'null') as unknown }
}

async function twoTerminals() {
  const site = await openSite()
  const first = site.terminal('T1')
  const run = asAdmin(first)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterBin', bin: 'A-2' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run(receive(10))
  await sync(first)
  const second = site.terminal('T2')
  await sync(second)
  return { site, first, second }
}

describe('syncing', () => {
  it('pushes what was accepted offline, and another terminal has it', async () => {
    const { site, first, second } = await twoTerminals()
    expect(first.state()).toMatchObject({ link: { state: 'offline' }, pending: 0 })
    expect(await sync(first)).toEqual({
      pushed: 0,
      pulled: 3,
      rebased: 0,
      conflicts: 0,
      pending: 0,
      online: true,
      problem: null,
    })
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 10, effective: 10 })
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 10, effective: 10 })
    const ids = (await site.events()).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('lets terminals that set the same warehouse up before they met agree without a conflict', async () => {
    const { site, second } = await twoTerminals()
    expect(second.state().conflicts).toEqual({ own: 0, all: 0 })
    const events = await site.events()
    expect(events.filter(({ type }) => type === 'WarehouseRegistered')).toHaveLength(1)
    const sequences = events
      .filter(({ metadata }) => metadata['terminal'] === 'T2')
      .flatMap(({ data, metadata }) => [metadata['sequence'], data['sequence'] ?? []])
      .flat()
    expect(new Set(sequences)).toEqual(new Set(sequences.map((_, index) => index + 1)))
  })

  it('says offline, and exits its wait, when there is no store', async () => {
    const { site, first } = await twoTerminals()
    await site.stop()
    asAdmin(first)(receive(1))
    const report = await first.syncUntilIdle({ timeoutMs: waitLimit })
    expect(report).toMatchObject({ online: false, pending: 1 })
  })

  it('decides a receipt again when another came first, and tells nobody', async () => {
    const { first, second } = await twoTerminals()
    const outcome = asAdmin(first)(receive(5))
    asAdmin(second)(receive(7))
    await sync(second)
    const report = await sync(first)
    expect(report).toMatchObject({ rebased: 1, conflicts: 0, pending: 0, online: true })
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 22, effective: 22 })
    const arrived = first.store.events.at('stock-WH1.SKU-1', 2)
    expect(outcome).toMatchObject({ events: [{ id: arrived?.id }] })
  })

  it('gives exactly one conflict when two terminals pick the last pieces offline', async () => {
    const { site, first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    asAdmin(second)(pick(8))
    await sync(first)
    const report = await sync(second)
    expect(report).toMatchObject({ conflicts: 1, pending: 0 })
    await sync(first)
    expect(first.state().conflicts).toEqual({ own: 0, all: 1 })
    expect(second.state().conflicts).toEqual({ own: 1, all: 1 })
    for (const terminal of [first, second])
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 2, effective: 2 })
    const picked = (await site.events()).filter(({ type }) => type === 'StockPicked')
    expect(picked).toHaveLength(1)
  })

  it('holds back only the stream with the conflict, and takes new work onto its tail', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    asAdmin(second)(pick(8))
    asAdmin(second)(receive(4, 'A-2'))
    await sync(first)
    await sync(second)
    expect(second.state()).toMatchObject({ held: 1, pending: 1 })
    expect(stockOf(second, 'A-2')).toEqual({ confirmed: 0, effective: 4 })
    asAdmin(second)({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Cog', packs: [] })
    asAdmin(second)(receive(1, 'A-2'))
    await sync(second)
    expect(second.state()).toMatchObject({ held: 2, pending: 2 })
    expect(second.store.events.head('product-SKU-2')).toBe(0)
  })

  it('carries out what another terminal decided: left undone, and the rest goes on', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    const given = asAdmin(second)(pick(8))
    asAdmin(second)(receive(4, 'A-2'))
    await sync(first)
    await sync(second)
    await sync(first)
    const conflict = second.store.outbox.findById(given.id)?.conflict ?? ''
    expect(
      asAdmin(first)({ type: 'ResolveConflict', conflict, choice: 'leave-undone', note: 'seen' }),
    ).toMatchObject({ outcome: 'accepted' })
    await sync(first)
    await sync(second)
    expect(second.store.outbox.findById(given.id)?.state).toBe('abandoned')
    expect(second.state()).toMatchObject({ pending: 0, held: 0, conflicts: { own: 0, all: 0 } })
    const moved = second.queries.movements.newest({ limit: 10 })
    expect(new Set(moved.map(({ status, delta }) => `${status} ${delta}`))).toEqual(
      new Set(['confirmed 10', 'confirmed -8', 'confirmed 4']),
    )
    expect(stockOf(second, 'A-2')).toEqual({ confirmed: 4, effective: 4 })
    await sync(first)
    expect(conflictOf(first, conflict)).toMatchObject({
      status: 'closed',
      result: 'left-undone',
    })
  })

  it('retries when a person says so: opened again while it is impossible, carried out once it is not', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    const given = asAdmin(second)(pick(8))
    await sync(first)
    await sync(second)
    const conflict = second.store.outbox.findById(given.id)?.conflict ?? ''
    const retry = { type: 'ResolveConflict', conflict, choice: 'retry' } as const
    asAdmin(second)(retry)
    await sync(second)
    expect(second.store.outbox.findById(given.id)?.state).toBe('conflict')
    expect(conflictOf(second, conflict)).toMatchObject({
      status: 'open',
    })
    asAdmin(first)(receive(20))
    await sync(first)
    asAdmin(second)(retry)
    await sync(second)
    expect(second.store.outbox.findById(given.id)?.state).toBe('confirmed')
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 14, effective: 14 })
  })

  it('records what has happened although the book does not cover it, and asks for a count of the bin', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    const given = asAdmin(second)(pick(8))
    await sync(first)
    await sync(second)
    const conflict = second.store.outbox.findById(given.id)?.conflict ?? ''
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
    await sync(second)
    expect(second.store.outbox.findById(given.id)?.state).toBe('confirmed')
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: -6, effective: -6 })
    expect(conflictOf(second, conflict)).toMatchObject({ status: 'closed', result: 'carried-out' })
    expect(second.store.events.head(`count-WH1.check-${conflict}`)).toBe(0)
  })

  it('offers another bin that covers it, and takes the goods from the bin that was chosen', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(receive(9, 'A-2'))
    asAdmin(first)(pick(8))
    const given = asAdmin(second)(pick(8))
    await sync(first)
    await sync(second)
    const conflict = second.store.outbox.findById(given.id)?.conflict ?? ''
    expect(second.queries.conflicts.get(conflict)?.choices).toContainEqual({
      choice: 'other-bin',
      bin: 'A-2',
      leaves: { 'A-1': 2, 'A-2': 1 },
    })
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'other-bin', bin: 'A-2' })
    await sync(second)
    expect(second.store.outbox.findById(given.id)?.state).toBe('confirmed')
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 2, effective: 2 })
    expect(stockOf(second, 'A-2')).toEqual({ confirmed: 1, effective: 1 })
    expect(conflictOf(second, conflict)).toMatchObject({ status: 'closed', result: 'carried-out' })
  })

  it('counts the first of two who settle one conflict, and tells the second', async () => {
    const { first, second } = await twoTerminals()
    asAdmin(first)(pick(8))
    const given = asAdmin(second)(pick(8))
    await sync(first)
    await sync(second)
    await sync(first)
    const conflict = second.store.outbox.findById(given.id)?.conflict ?? ''
    const settle = { type: 'ResolveConflict', conflict, choice: 'leave-undone' } as const
    asAdmin(first)({ ...settle, note: 'first' })
    const late = asAdmin(second)({ ...settle, note: 'second' })
    await sync(first)
    await sync(second)
    expect(second.store.outbox.findById(late.id)?.state).toBe('abandoned')
    expect(conflictOf(second, conflict)).toMatchObject({
      status: 'closed',
      settlement: { note: 'first' },
    })
    expect(second.state()).toMatchObject({ pending: 0, held: 0, conflicts: { own: 0, all: 0 } })
  })
})
