import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { pick, receive } from '#test/support/floorCommands.ts'
import { acceptAndSync, acceptAsShown, backUp, haltedAt, putInPlace } from '#test/support/halted.ts'
import { openSite, type Site, type StoredEvent, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'

/** Terminals of one site with ten pieces in A-1, all up to date. */
async function terminals(...ids: string[]) {
  const site = await openSite()
  const all = ids.map((id) => site.terminal(id))
  const [first] = all as [Terminal]
  const run = asAdmin(first)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'operator' })
  run(receive(10))
  for (const terminal of [...all, ...all]) await sync(terminal)
  return { site, all: all as [Terminal, Terminal, Terminal] }
}

const recordedUnder = (events: readonly StoredEvent[], id: string) =>
  events.filter(({ metadata }) => metadata['intention'] === id)

async function expectOnce(site: Site, ...ids: string[]) {
  const events = await site.events()
  for (const id of ids) expect(recordedUnder(events, id)).toHaveLength(1)
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
}

/** The event that an intention was accepted with. */
const eventOf = (outcome: ReturnType<Terminal['execute']>) =>
  outcome.outcome === 'accepted' ? outcome.events[0]?.id : undefined

describe('a store that was restored from an older copy', () => {
  it('is told from another; what it lacks is known by terminal and stream', async () => {
    const { site, all } = await terminals('T1', 'T2')
    const [first, second] = all
    const backup = await backUp(site)
    asAdmin(first)(receive(3))
    asAdmin(second)(receive(4))
    for (const terminal of [first, second, first]) await sync(terminal)
    await putInPlace(site, backup)
    expect(await sync(first)).toMatchObject({ online: false, problem: { code: 'store-older' } })
    expect(haltedAt(first)).toMatchObject({
      kind: 'older',
      complete: true,
      events: 2,
      own: 1,
      streams: 1,
      fresh: 0,
      lacking: [
        { terminal: 'T2', own: false, stream: 'stock-WH1.SKU-1', events: 1 },
        { terminal: 'T1', own: true, stream: 'stock-WH1.SKU-1', events: 1 },
      ],
    })
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 17, effective: 17 })
  })

  it('is gone on from by itself as soon as the right one is back', async () => {
    const { site, all } = await terminals('T1')
    const [first] = all
    const backup = await backUp(site)
    asAdmin(first)(receive(3))
    await sync(first)
    const right = await putInPlace(site, backup)
    asAdmin(first)(receive(4))
    await sync(first)
    expect(haltedAt(first).events).toBe(1)
    await putInPlace(site, right)
    expect(await sync(first)).toMatchObject({ online: true, pending: 0 })
    expect(first.queries.halted.get()).toBeNull()
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 17, effective: 17 })
  })

  it.each([
    [0, 1],
    [1, 0],
  ])(
    'has everything again once its terminals have accepted it (%i first), under the ids of then',
    async (...order) => {
      const { site, all } = await terminals('T1', 'T2')
      const backup = await backUp(site)
      const done = [
        asAdmin(all[0])(receive(3)),
        asAdmin(all[1])(pick(2)),
        asAdmin(all[0])({ type: 'MoveStock', sku: 'SKU-1', from: 'A-1', to: 'A-2', quantity: 5 }),
      ]
      for (const terminal of [...all, ...all]) await sync(terminal)
      await putInPlace(site, backup)
      for (const terminal of [...order, ...order].map((index) => all[index] as Terminal)) {
        await sync(terminal)
        if (terminal.queries.halted.get()) await acceptAndSync(terminal)
      }
      for (const terminal of all) {
        expect(await sync(terminal)).toMatchObject({ pending: 0, conflicts: 0, problem: null })
        expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 6, effective: 6 })
        expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 5, effective: 5 })
        expect(terminal.queries.halted.lost(10)).toEqual([])
      }
      await expectOnce(site, ...done.map(({ id }) => id))
      const events = await site.events()
      for (const outcome of done) expect(events.map(({ id }) => id)).toContain(eventOf(outcome))
      expect(events.filter(({ type }) => type === 'StoreAccepted')).toMatchObject([
        { data: { by: 'admin', kind: 'older', lacking: 3 } },
        { data: { by: 'admin', kind: 'older' } },
      ])
    },
  )

  it('asks a person about what does not fit any more, and loses nothing of it', async () => {
    const { site, all } = await terminals('T1', 'T2')
    const [first, second] = all
    const backup = await backUp(site)
    asAdmin(second)(receive(5))
    await sync(second)
    await sync(first)
    const picked = asAdmin(first)(pick(14))
    await sync(first)
    await putInPlace(site, backup)
    await acceptAndSync(first)
    expect(first.store.outbox.findById(picked.id)).toMatchObject({ state: 'conflict' })
    expect(first.state().conflicts.own).toBe(1)
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 10, effective: 10 })
    // The other one brings back what was lacking: then it fits.
    await sync(second)
    await acceptAndSync(second)
    await sync(first)
    const conflict = first.store.outbox.findById(picked.id)?.conflict ?? ''
    asAdmin(first)({ type: 'ResolveConflict', conflict, choice: 'retry' })
    for (let n = 0; n < 3; n++) await sync(first)
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 1, effective: 1 })
    await expectOnce(site, picked.id)
  })

  it('goes on from what others have recorded in it meanwhile', async () => {
    const { site, all } = await terminals('T1', 'T2', 'T3')
    const [first, , third] = all
    const backup = await backUp(site)
    const [a, b] = [asAdmin(first)(pick(6)), asAdmin(first)(receive(1, 'A-2'))]
    await sync(first)
    await putInPlace(site, backup)
    // It had read no further than the copy, and does not notice.
    asAdmin(third)(pick(2))
    await sync(third)
    await sync(first)
    expect(haltedAt(first)).toMatchObject({ events: 2, fresh: 1 })
    await acceptAndSync(first)
    await sync(third)
    for (const terminal of [first, third]) {
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 2, effective: 2 })
      expect(stockOf(terminal, 'A-2')).toEqual({ confirmed: 1, effective: 1 })
    }
    await expectOnce(site, a.id, b.id)
  })

  it('names what a terminal that does not come back had recorded', async () => {
    const { site, all } = await terminals('T1', 'T2', 'T3')
    const [first, second, third] = all
    const backup = await backUp(site)
    asAdmin(third)(pick(4))
    asAdmin(second)(receive(3))
    for (const terminal of [third, second, first]) await sync(terminal)
    await putInPlace(site, backup)
    await acceptAndSync(first)
    const named = () => first.queries.halted.lost(10).map(({ terminal, what }) => [terminal, what])
    expect(named()).toEqual([
      ['T2', '3 of SKU-1 received into A-1'],
      ['T3', '4 of SKU-1 picked from A-1'],
    ])
    await sync(second)
    await acceptAndSync(second)
    await sync(first)
    expect(named()).toEqual([['T3', '4 of SKU-1 picked from A-1']])
    await sync(third)
    await acceptAndSync(third)
    await sync(first)
    expect(named()).toEqual([])
    expect(stockOf(first, 'A-1').confirmed).toBe(9)
  })

  it('is accepted by a supervisor only, and only as it was shown', async () => {
    const { site, all } = await terminals('T1')
    const [first] = all
    const backup = await backUp(site)
    asAdmin(first)(receive(3))
    await sync(first)
    const right = await putInPlace(site, backup)
    await sync(first)
    const shown = haltedAt(first)
    expect(await acceptAsShown(first, 'ben')).toMatchObject({ code: 'not-permitted' })
    expect(await first.acceptStore({ by: 'eva', ...shown, events: 0 })).toMatchObject({
      code: 'store-changed',
    })
    await putInPlace(site, right)
    expect(await first.acceptStore({ by: 'eva', ...shown })).toMatchObject({ code: 'not-halted' })
    await site.stop()
    expect(await first.acceptStore({ by: 'eva', ...shown })).toMatchObject({ code: 'unreachable' })
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 13, effective: 13 })
  })
})
