import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { acceptAndSync, acceptAsShown, haltedAt, putInPlace } from '#test/support/halted.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

const receive = (quantity: number) =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

function named(site: Site, id: string, warehouseName?: string, more: { site?: string } = {}) {
  const terminal = openTerminal({ central: { url: site.url() } })
  terminal.initialise({ terminal: id, warehouse: 'WH1', warehouseName, ...more })
  return terminal
}

function stock(terminal: Terminal, quantity: number) {
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  return run(receive(quantity))
}

const siteOf = (terminal: Terminal) =>
  terminal.queries.diagnostics.get({ version: '', metricsAddress: null }).site

describe('a store that is none of ours', () => {
  it('is filled again by its terminals when it is empty and they accept it', async () => {
    const site = await openSite()
    const [first, second] = [named(site, 'T1'), named(site, 'T2')]
    stock(first, 5)
    stock(second, 7)
    for (const terminal of [first, second, first, first]) await sync(terminal)
    const before = siteOf(first)
    await putInPlace(site, 'empty.db')
    expect(await sync(first)).toMatchObject({ problem: { code: 'store-other' } })
    expect(haltedAt(first)).toMatchObject({ kind: 'empty', site: null })
    await acceptAndSync(first)
    await sync(second)
    // The first event is there again under its id: it is the same site to whoever comes next.
    expect(haltedAt(second)).toMatchObject({ kind: 'older', site: before })
    await acceptAndSync(second)
    for (const terminal of [first, second]) {
      expect(await sync(terminal)).toMatchObject({ pending: 0, conflicts: 0, problem: null })
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 12, effective: 12 })
      expect(terminal.queries.halted.lost(10)).toEqual([])
    }
    expect([siteOf(first), siteOf(second)]).toEqual([before, before])
  })

  it('is not taken for ours when it is another site’s; accepted by name, all of both is there', async () => {
    const [ours, theirs] = [await openSite(), await openSite()]
    const [here, there] = [named(ours, 'T1'), named(theirs, 'T7')]
    stock(here, 5)
    stock(there, 9)
    for (const terminal of [here, there]) await sync(terminal)
    await theirs.stop()
    await putInPlace(ours, theirs.file())
    expect(await sync(here)).toMatchObject({ online: false, problem: { code: 'store-other' } })
    const shown = haltedAt(here)
    expect(shown).toMatchObject({ kind: 'other', names: null, fresh: 6 })
    expect(shown.events).toBe(shown.own)
    expect((await ours.events()).every(({ metadata }) => metadata['terminal'] === 'T7')).toBe(true)
    const { kind, site, events } = shown
    expect(
      await here.acceptStore({ by: 'admin', kind, site, events, warehouse: 'WH2' }),
    ).toMatchObject({ code: 'warehouse-not-named' })
    await acceptAndSync(here)
    expect(stockOf(here, 'A-1')).toEqual({ confirmed: 14, effective: 14 })
  })
})

describe('a terminal that has never met a store', () => {
  it('goes on with whichever it meets, as long as nobody has named the warehouse otherwise', async () => {
    const site = await openSite()
    const terminals = [named(site, 'T1', 'North'), named(site, 'T2'), named(site, 'T3', 'North')]
    for (const terminal of [...terminals, ...terminals])
      expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
    expect(new Set(terminals.map(siteOf)).size).toBe(1)
    expect(siteOf(terminals[0] as Terminal)).toBe((await site.events())[0]?.id)
  })

  it('sends a stranger nothing, whose warehouse of the same code is called otherwise', async () => {
    const site = await openSite()
    const [first, second] = [named(site, 'T1', 'North'), named(site, 'T2', 'South')]
    stock(first, 5)
    stock(second, 7)
    await sync(first)
    const { length } = await site.events()
    const report = await sync(second)
    expect(report).toMatchObject({ pushed: 0, pulled: 0, problem: { code: 'store-other' } })
    expect(report.problem?.message).toMatch(/North.*South/)
    expect(haltedAt(second)).toMatchObject({
      kind: 'other',
      names: { theirs: 'North', yours: 'South' },
      events: 0,
      fresh: length,
    })
    expect(await site.events()).toHaveLength(length)
    // A supervisor says that it is the same: which name is right is asked as ever.
    expect(await acceptAsShown(second)).toMatchObject({ outcome: 'accepted', lacking: 0 })
    expect(await sync(second)).toMatchObject({ online: true, conflicts: 1 })
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 12, effective: 12 })
  })

  it('takes no other store than that of the site it was set up for', async () => {
    const [ours, theirs] = [await openSite(), await openSite()]
    await sync(named(ours, 'T1', 'North'))
    await sync(named(theirs, 'T7'))
    const site = (await ours.events())[0]?.id ?? ''
    const lost = named(theirs, 'T2', undefined, { site })
    expect(await sync(lost)).toMatchObject({ pushed: 0, problem: { code: 'store-other' } })
    expect((await theirs.events()).some(({ metadata }) => metadata['terminal'] === 'T2')).toBe(
      false,
    )
    expect(await sync(named(ours, 'T3', undefined, { site }))).toMatchObject({ online: true })
  })
})

it('keeps what it knows of a halted exchange over a restart', async () => {
  const site = await openSite()
  const terminal = named(site, 'T1')
  stock(terminal, 5)
  await sync(terminal)
  await putInPlace(site, 'empty.db')
  await sync(terminal)
  const shown = haltedAt(terminal)
  const dataDir = dirname(terminal.store.path)
  await terminal.close()
  const again = openTerminal({ dataDir, central: { url: site.url() } })
  expect(haltedAt(again)).toEqual(shown)
  await acceptAndSync(again)
  expect(stockOf(again, 'A-1')).toEqual({ confirmed: 5, effective: 5 })
})
