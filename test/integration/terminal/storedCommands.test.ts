import { cpSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { coversNothing } from '#shared/contract/covered.ts'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { appendForeign, metadataOfElsewhere, raisedElsewhere } from '#test/support/foreignEvents.ts'
import { cliTerminal } from '#test/support/cli.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf, tempDir } from '#test/support/terminal.ts'
import { meddle } from '#test/support/database.ts'

const supervisor = { operator: 'admin', role: 'supervisor', cover: coversNothing } as const
const newer = { type: 'PickByRobot', sku: 'SKU-1', bin: 'A-1', quantity: 3, pin: { hash: 'x' } }
const pick = { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 } as const

const raise = (site: Site, raised: Parameters<typeof raisedElsewhere>[0]) =>
  appendForeign(site.url(), `conflict-${raised.conflict}`, [raisedElsewhere(raised)])

function stock(terminal: Terminal) {
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  for (const sku of ['SKU-1', 'SKU-2']) {
    run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
    run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 10 })
  }
}

describe('a conflict about a command that this version cannot read', () => {
  it('is listed with all others, can be read, and offers nothing that could be chosen', async () => {
    const site = await openSite()
    const dataDir = tempDir()
    const terminal = site.terminal('T1', { dataDir })
    stock(terminal)
    await sync(terminal)
    await raise(site, { conflict: 'known', command: pick })
    await raise(site, { conflict: 'unknown', command: newer })
    await raise(site, { conflict: 'later', command: pick, version: 2 })
    await raise(site, { conflict: 'half', command: { type: 'OpenCount', count: 'C1' } })
    expect(await sync(terminal)).toMatchObject({ online: true, problem: null })

    const nothing = { choices: [], proposed: null, maySettle: false }
    const { list, get } = terminal.queries.conflicts
    expect(list('open', 10, supervisor)).toMatchObject([
      { conflict: 'half', ...nothing, unreadable: expect.stringContaining('bins') as string },
      { conflict: 'later', ...nothing, unreadable: 'PickStock: version 2, known up to 1' },
      {
        conflict: 'unknown',
        ...nothing,
        summary: 'PickByRobot, which this version of Tallydeck cannot read',
        unreadable: 'unknown command PickByRobot',
      },
      { conflict: 'known', unreadable: null, maySettle: true, choices: [{}] },
    ])
    const { pin: _, ...shown } = newer
    expect(get('unknown', supervisor)).toMatchObject({ command: shown, history: [{}] })
    expect(get('unknown', supervisor)?.command).not.toHaveProperty('pin')
    const rows = await cliTerminal(dataDir).query('conflicts')
    expect(rows.map(({ conflict }) => conflict)).toEqual(['half', 'later', 'unknown', 'known'])
  })

  it('is kept by its own terminal after a restore, which does what it can: leave it undone', async () => {
    const site = await openSite()
    const dataDir = tempDir()
    const terminal = site.terminal('T1', { dataDir })
    stock(terminal)
    await sync(terminal)
    const before = terminal.store.outbox.lastSequence()
    await terminal.close()
    const copy = tempDir()
    cpSync(dataDir, copy, { recursive: true })
    rmSync(dataDir, { recursive: true })
    // What the newer version on it did before its folder was put back.
    const intentions = [crypto.randomUUID(), crypto.randomUUID()] as const
    const own = { terminal: 'T1', command: newer }
    await raise(site, { ...own, conflict: 'one', sequence: before + 1, intention: intentions[0] })
    await raise(site, { ...own, conflict: 'two', sequence: before + 3, intention: intentions[1] })
    const again = openTerminal({ dataDir: copy, central: { url: site.url() } })
    expect(await sync(again)).toMatchObject({ online: true, problem: null, conflicts: 2 })
    expect(again.queries.outbox.list(10)).toMatchObject([
      { intention: intentions[0], state: 'conflict', command: { type: 'PickByRobot' } },
      { intention: intentions[1], state: 'conflict' },
    ])
    const resolve = (conflict: string, choice: string) =>
      appendForeign(site.url(), `conflict-${conflict}`, [
        {
          type: 'ConflictResolved',
          data: JSON.stringify({ conflict, by: 'admin', choice }),
          metadata: JSON.stringify({ ...metadataOfElsewhere, terminal: 'T8' }),
        },
      ])
    await resolve('one', 'leave-undone')
    await resolve('two', 'record-as-happened')
    expect(await sync(again)).toMatchObject({ online: true, problem: null })
    expect(again.queries.conflicts.get('one')).toMatchObject({ state: 'closed' })
    expect(again.queries.conflicts.get('two')).toMatchObject({ state: 'settled' })
    expect(again.queries.outbox.list(10)).toMatchObject([{ intention: intentions[1] }])
  })
})

describe('an intention that this version cannot read', () => {
  it('is kept and shown, waits where its stream has moved on, and stops nothing else', async () => {
    const site = await openSite()
    const dataDir = tempDir()
    const before = site.terminal('T1', { dataDir })
    stock(before)
    await sync(before)
    const { id } = asAdmin(before)(pick)
    meddle(before, 'UPDATE intention SET command = ? WHERE id = ?', JSON.stringify(newer), id)
    await before.close()
    const other = site.terminal('T2')
    await sync(other)
    asAdmin(other)({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 5 })
    await sync(other)

    const terminal = createTerminal({ dataDir, central: { url: site.url() } })
    const run = asAdmin(terminal)
    run({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-1', quantity: 1 })
    run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 })
    expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
    expect(stockOf(terminal, 'A-1', 'SKU-2').confirmed).toBe(11)
    expect(stockOf(terminal, 'A-1', 'SKU-1').confirmed).toBe(15)
    expect(terminal.queries.outbox.list(10)).toMatchObject([
      { intention: id, state: 'held', command: { type: 'PickByRobot' } },
      { state: 'held', command: { type: 'ReceiveStock' } },
    ])
    // The version that knows it is back.
    meddle(terminal, 'UPDATE intention SET command = ? WHERE id = ?', JSON.stringify(pick), id)
    await terminal.close()
    const updated = openTerminal({ dataDir, central: { url: site.url() } })
    expect(await sync(updated)).toMatchObject({ pending: 0, problem: null })
    expect(stockOf(updated, 'A-1', 'SKU-1')).toEqual({ confirmed: 13, effective: 13 })
  })
})
