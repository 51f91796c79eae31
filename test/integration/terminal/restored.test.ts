import { cpSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { pick, receive } from '#test/support/floorCommands.ts'
import { openSite, type Site, type StoredEvent, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf, tempDir } from '#test/support/terminal.ts'
import { meddle } from '#test/support/database.ts'

type Command = Parameters<Terminal['execute']>[0]['command']

const folderOf = (terminal: Terminal) => dirname(terminal.store.path)

/** Copies the data folder as it is at this moment, with the terminal at work. */
function copyOf(terminal: Terminal): string {
  const copy = tempDir()
  cpSync(folderOf(terminal), copy, { recursive: true })
  return copy
}

/** Closes the terminal, puts the copy in the place of its data folder, and opens it again. */
async function restore(site: Site, terminal: Terminal, copy: string): Promise<Terminal> {
  const dataDir = folderOf(terminal)
  await terminal.close()
  rmSync(dataDir, { recursive: true })
  cpSync(copy, dataDir, { recursive: true })
  return openTerminal({ dataDir, central: { url: site.url() } })
}

/** T1 and T2 of one site, with ten pieces in A-1, both up to date. */
async function twoTerminals() {
  const site = await openSite()
  const first = site.terminal('T1')
  const run = asAdmin(first)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run(receive(10))
  await sync(first)
  const second = site.terminal('T2')
  await sync(second)
  await sync(first)
  return { site, first, second }
}

const all = { online: true, pending: 0, conflicts: 0 }
const find = (terminal: Terminal, id: string) => terminal.store.outbox.findById(id)
const recordedUnder = (events: readonly StoredEvent[], id: string) =>
  events.filter(({ metadata }) => metadata['intention'] === id)

/** The numbers that a terminal’s intentions have in the log: one number, one intention. */
function numbersOf(events: readonly StoredEvent[], terminal: string) {
  const intentions = new Map<unknown, Set<unknown>>()
  for (const { metadata } of events.filter((event) => event.metadata['terminal'] === terminal)) {
    const under = intentions.get(metadata['sequence']) ?? new Set()
    intentions.set(metadata['sequence'], under.add(metadata['intention']))
  }
  return intentions
}

async function expectNumbersOnce(site: Site) {
  for (const [number, under] of numbersOf(await site.events(), 'T1'))
    expect({ number, intentions: under.size }).toEqual({ number, intentions: 1 })
}

describe('a terminal that is put back from a copy of its data folder', () => {
  it('gives no number twice, loses and doubles nothing that was sent, and says so', async () => {
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    const before = first.store.outbox.lastSequence()
    asAdmin(first)(pick(1))
    asAdmin(first)(pick(2))
    await sync(first)
    const again = await restore(site, first, copy)
    asAdmin(again)(pick(3))
    expect(await sync(again)).toMatchObject(all)
    expect(stockOf(again, 'A-1')).toEqual({ confirmed: 4, effective: 4 })
    await expectNumbersOnce(site)
    const events = await site.events()
    expect(events.filter(({ type }) => type === 'StockPicked')).toHaveLength(3)
    expect(events.find(({ type }) => type === 'EpochBegan')).toMatchObject({
      stream: 'terminal-T1',
      data: { epoch: 2, first: before + 3, missing: [], returned: 2 },
    })
    // Once: what follows is work as ever.
    await sync(again)
    asAdmin(again)(pick(1))
    expect(await sync(again)).toMatchObject(all)
    expect((await site.events()).filter(({ type }) => type === 'EpochBegan')).toHaveLength(1)
  })

  it('says which numbers are missing for good: what had them was never sent', async () => {
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    const before = first.store.outbox.lastSequence()
    asAdmin(first)(pick(1))
    const unsent = asAdmin(first)(pick(1))
    asAdmin(first)({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Cog', packs: [] })
    meddle(first, `UPDATE intention SET state = 'held' WHERE id = ?`, unsent.id)
    await sync(first)
    const again = await restore(site, first, copy)
    await sync(again)
    const epoch = (await site.events()).find(({ type }) => type === 'EpochBegan')
    expect(epoch?.data).toMatchObject({
      first: before + 4,
      missing: [{ from: before + 2, to: before + 2 }],
      returned: 2,
    })
  })

  it('recognises what landed after the copy was made although it was decided otherwise then', async () => {
    const { site, first, second } = await twoTerminals()
    const picked = asAdmin(second)(pick(2))
    const count = 'C1'
    asAdmin(first)({ type: 'OpenCount', count, bins: ['A-1'], tolerance: { quantity: 2 } })
    asAdmin(first)({ type: 'RecordCount', count, bin: 'A-1', sku: 'SKU-1', quantity: 8 })
    asAdmin(first)({ type: 'SubmitCount', count })
    await sync(first)
    first.execute({ command: { type: 'ApproveCount', count }, operator: 'eva' })
    await sync(first)
    const copy = copyOf(second)
    // The count has seen the pick already, so that it lands with a correction, as other events than it was accepted as.
    expect(await sync(second)).toMatchObject({ rebased: 1, ...all })
    expect(stockOf(second, 'A-1').confirmed).toBe(8)
    const landed = recordedUnder(await site.events(), picked.id)
    const again = await restore(site, second, copy)
    expect(await sync(again)).toMatchObject(all)
    expect(find(again, picked.id)?.state).toBe('confirmed')
    expect(recordedUnder(await site.events(), picked.id)).toEqual(landed)
    expect(stockOf(again, 'A-1')).toEqual({ confirmed: 8, effective: 8 })
  })

  it.each(['record-as-happened', 'leave-undone'] as const)(
    'goes on with a conflict that was raised, settled (%s) and closed after the copy was made',
    async (choice) => {
      const { site, first, second } = await twoTerminals()
      asAdmin(first)(pick(8))
      await sync(first)
      const given = asAdmin(second)(pick(8))
      const copies = [copyOf(second)]
      await sync(second)
      copies.push(copyOf(second))
      const conflict = find(second, given.id)?.conflict ?? ''
      asAdmin(second)({ type: 'ResolveConflict', conflict, choice, note: 'seen' })
      copies.push(copyOf(second))
      await sync(second)
      await sync(second)
      const { length } = (await site.events()).filter(({ stream }) => stream.startsWith('stock-'))
      const book = { confirmed: choice === 'leave-undone' ? 2 : -6 }
      let terminal = second
      for (const copy of copies) {
        terminal = await restore(site, terminal, copy)
        expect(await sync(terminal)).toMatchObject(all)
        asAdmin(terminal)(receive(1))
        expect(await sync(terminal)).toMatchObject(all)
        book.confirmed += 1
        expect(stockOf(terminal, 'A-1')).toMatchObject(book)
        expect(terminal.state().conflicts).toEqual({ own: 0, all: 0 })
      }
      const stock = (await site.events()).filter(({ stream }) => stream.startsWith('stock-'))
      expect(stock).toHaveLength(length + copies.length)
    },
  )

  it('carries out what is decided about a conflict that only the central store remembers', async () => {
    const { site, first, second } = await twoTerminals()
    const copy = copyOf(second)
    asAdmin(first)(pick(8))
    await sync(first)
    const given = asAdmin(second)(pick(8))
    await sync(second)
    const conflict = find(second, given.id)?.conflict ?? ''
    const again = await restore(site, second, copy)
    expect(await sync(again)).toMatchObject({ online: true, pending: 0, conflicts: 1 })
    await sync(first)
    asAdmin(first)({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
    await sync(first)
    await sync(again)
    expect(await sync(again)).toMatchObject(all)
    expect(stockOf(again, 'A-1').confirmed).toBe(-6)
    expect(again.state().conflicts.all).toBe(0)
  })

  it('asks about its own earlier change of a name instead of overwriting it', async () => {
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    asAdmin(first)({ type: 'RenameProduct', sku: 'SKU-1', name: 'Chain 2026' })
    await sync(first)
    const again = await restore(site, first, copy)
    const renamed = asAdmin(again)({ type: 'RenameProduct', sku: 'SKU-1', name: 'Roller chain' })
    expect(await sync(again)).toMatchObject({ conflicts: 1 })
    const { conflict = '' } = find(again, renamed.id) ?? {}
    expect(again.queries.conflicts.get(conflict)).toMatchObject({ reason: 'same-field-changed' })
    expect(again.queries.products.bySku('SKU-1')?.name).toBe('Chain 2026')
  })

  it('answers an id that it was given before as it did then, and records it once, known or not', async () => {
    const ids = [
      'a7a1b1de-93c4-4a55-8d0e-0c1d2e3f4a5b',
      'b7a1b1de-93c4-4a55-8d0e-0c1d2e3f4a5b',
    ] as const
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    asAdmin(first)(pick(1))
    const answers = ids.map((id) => asAdmin(first)(pick(2), { id }))
    await sync(first)
    const again = await restore(site, first, copy)
    asAdmin(again)(receive(1))
    // Not known yet: it is accepted again, and recognised when the log is read.
    asAdmin(again)(pick(2), { id: ids[0] })
    expect(await sync(again)).toMatchObject(all)
    // Known: answered as then.
    expect(asAdmin(again)(pick(2), { id: ids[1] })).toMatchObject(answers[1] ?? {})
    expect(await sync(again)).toMatchObject(all)
    const events = await site.events()
    for (const id of ids) expect(recordedUnder(events, id)).toHaveLength(1)
    expect(find(again, ids[0])).toMatchObject({
      state: 'confirmed',
      sequence: recordedUnder(events, ids[0])[0]?.metadata['sequence'],
    })
    expect(stockOf(again, 'A-1')).toEqual({ confirmed: 6, effective: 6 })
    await expectNumbersOnce(site)
  })

  it('numbers the entries of a count anew that were made before it knew', async () => {
    const { site, first } = await twoTerminals()
    const count = 'C1'
    asAdmin(first)({ type: 'OpenCount', count, bins: ['A-1', 'A-2'] })
    const scan = (bin: string): Command => ({
      type: 'ScanCount',
      count,
      bin,
      sku: 'SKU-1',
      quantity: 1,
      tally: `at ${bin}`,
    })
    await sync(first)
    const copy = copyOf(first)
    for (let n = 0; n < 3; n++) asAdmin(first)(scan('A-1'))
    await sync(first)
    const again = await restore(site, first, copy)
    for (let n = 0; n < 2; n++) asAdmin(again)(scan('A-2'))
    expect(await sync(again)).toMatchObject(all)
    const scans = (await site.events()).filter(({ type }) => type === 'CountScanned')
    expect(scans).toHaveLength(5)
    for (const { data, metadata } of scans) expect(data['sequence']).toBe(metadata['sequence'])
    await expectNumbersOnce(site)
  })

  it('sends nothing after a start before it has read the log to its end', async () => {
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    for (let n = 0; n < 400; n++) asAdmin(first)(receive(1))
    await sync(first)
    const sent = (await site.events()).length
    const again = await restore(site, first, copy)
    asAdmin(again)(pick(1))
    await sync(again)
    const after = (await site.events()).slice(sent)
    // Everything that was sent then has its place behind all that had been there.
    expect(after.map(({ type }) => type).toSorted()).toEqual(['EpochBegan', 'StockPicked'])
    await expectNumbersOnce(site)
  })

  it('goes on after a crash in the middle of finding out', async () => {
    const { site, first } = await twoTerminals()
    const copy = copyOf(first)
    for (let n = 0; n < 400; n++) asAdmin(first)(receive(1))
    await sync(first)
    let again = await restore(site, first, copy)
    const known = again.store.events.count()
    asAdmin(again)(pick(1))
    again.startSync()
    await expect.poll(() => again.store.events.count()).toBeGreaterThan(known)
    const dataDir = folderOf(again)
    await again.close()
    again = openTerminal({ dataDir, central: { url: site.url() } })
    expect(await sync(again)).toMatchObject(all)
    expect(stockOf(again, 'A-1')).toEqual({ confirmed: 409, effective: 409 })
    expect((await site.events()).filter(({ type }) => type === 'EpochBegan')).toHaveLength(1)
    await expectNumbersOnce(site)
  })
})

describe('two computers that run as the same terminal', () => {
  it('stop one of them, say why, and lose nothing; a person lets it go on', async () => {
    const { site, first } = await twoTerminals()
    const copy = openTerminal({ dataDir: copyOf(first), central: { url: site.url() } })
    first.startSync()
    await expect.poll(() => first.state().link.state).toBe('online')
    copy.startSync()
    await expect.poll(() => copy.state().link.state).toBe('online')
    asAdmin(copy)(pick(1))
    await expect
      .poll(() => first.state().link)
      .toMatchObject({
        state: 'parked',
        problem: { code: 'terminal-shared' },
        nextAttempt: null,
      })
    expect(first.state().link.problem?.message).toContain('works as this terminal')
    expect(asAdmin(first)(pick(2))).toMatchObject({ outcome: 'accepted' })
    await expect.poll(() => copy.state()).toMatchObject({ link: { state: 'online' }, pending: 0 })
    await copy.close()
    const sent = (await site.events()).length
    first.retryNow()
    await expect.poll(() => first.state()).toMatchObject({ link: { state: 'online' }, pending: 0 })
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
    expect((await site.events()).length).toBe(sent + 2)
    await expectNumbersOnce(site)
  })
})
