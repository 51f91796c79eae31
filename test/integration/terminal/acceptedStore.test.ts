import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { pick, receive } from '#test/support/floorCommands.ts'
import { acceptAndSync, acceptAsShown, backUp, haltedAt, putInPlace } from '#test/support/halted.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, openTerminal, stockOf } from '#test/support/terminal.ts'
import { meddle, rowsOf } from '#test/support/database.ts'

type Command = Parameters<Terminal['execute']>[0]['command']

const count = 'C1'
const counted = (quantity: number): Command => ({
  type: 'RecordCount',
  count,
  bin: 'A-1',
  sku: 'SKU-1',
  quantity,
})

/** Two terminals of one site with ten pieces in A-1, both up to date. */
async function twoTerminals() {
  const site = await openSite()
  const first = site.terminal('T1')
  const second = site.terminal('T2')
  const run = asAdmin(first)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run(receive(10))
  await settle(first, second)
  return { site, first, second }
}

async function settle(...terminals: Terminal[]) {
  for (let round = 0; round < 3; round++) for (const terminal of terminals) await sync(terminal)
}

/** Each terminal in turn accepts what it finds at the address, if it has to. */
async function acceptAll(...terminals: Terminal[]) {
  for (const terminal of terminals) {
    await sync(terminal)
    if (terminal.queries.halted.get()) await acceptAndSync(terminal)
  }
  await settle(...terminals)
}

function reopen(site: Site, terminal: Terminal) {
  return openTerminal({ dataDir: dirname(terminal.store.path), central: { url: site.url() } })
}

/** All numbers of a terminal are in the log, each for one intention. */
async function expectAllNumbers(site: Site, terminal: Terminal) {
  const own = terminal.identity()?.terminal
  const owners = new Map<number, string>()
  for (const { type, data, metadata } of await site.events()) {
    if (metadata['terminal'] !== own) continue
    const add = (number: unknown, intention: unknown) => {
      const before = owners.get(Number(number)) ?? intention
      expect({ number, intention }).toEqual({ number, intention: before })
      owners.set(Number(number), String(intention))
    }
    add(metadata['sequence'], metadata['intention'])
    if (type === 'IntentionClosed') add(data['sequence'], data['intention'])
    const parked = data['intention'] as { sequence: number; intention: string }
    if (type === 'ConflictRaised') add(parked.sequence, parked.intention)
  }
  expect([...owners.keys()].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: terminal.store.outbox.lastSequence() }, (_, index) => index + 1),
  )
}

describe('a store that a supervisor has accepted', () => {
  it('gets a lost count again, and a movement that it knew of is not counted twice', async () => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    // The counter knew that the goods had been received: they were among the counted.
    asAdmin(second)(receive(4))
    await settle(second, first)
    const run = asAdmin(first)
    run({ type: 'OpenCount', count, bins: ['A-1'], tolerance: { quantity: 5 } })
    run(counted(13))
    run({ type: 'SubmitCount', count })
    await settle(first)
    asOperator(first, 'eva')({ type: 'ApproveCount', count })
    await settle(first, second)
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 13, effective: 13 })
    await putInPlace(site, backup)
    await acceptAll(first, second)
    for (const terminal of [first, second]) {
      expect(terminal.state().conflicts).toEqual({ own: 0, all: 0 })
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 13, effective: 13 })
    }
    for (const terminal of [first, second]) await expectAllNumbers(site, terminal)
    const known = (await site.events()).find(({ type }) => type === 'CountRecorded')?.data['known']
    expect(known).toBe(0)
  })

  it.each([
    ['other first', true],
    ['own first', false],
  ])('posts what was approved and posted before, once (%s)', async (_, otherFirst) => {
    const { site, first, second } = await twoTerminals()
    const run = asAdmin(first)
    run({ type: 'OpenCount', count, bins: ['A-1'], tolerance: { quantity: 5 } })
    run(counted(8))
    run({ type: 'SubmitCount', count })
    await settle(first, second)
    const backup = await backUp(site)
    asOperator(second, 'eva')({ type: 'ApproveCount', count })
    await settle(second, first)
    expect(stockOf(first, 'A-1').confirmed).toBe(8)
    asAdmin(first)(pick(1))
    await settle(first, second)
    await putInPlace(site, backup)
    await acceptAll(...(otherFirst ? [second, first] : [first, second]))
    for (const terminal of [first, second]) {
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
      expect(terminal.queries.halted.lost(10)).toEqual([])
      await expectAllNumbers(site, terminal)
    }
    const posted = (await site.events()).filter(({ type }) => type === 'CountVariancePosted')
    expect(posted).toHaveLength(1)
  })

  it('keeps what is pending and what waits for a person, and goes on with both', async () => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    asAdmin(second)(pick(8))
    await settle(second)
    const parked = asAdmin(first)(pick(5))
    await settle(first, second)
    expect(first.state().conflicts.own).toBe(1)
    const waiting = asAdmin(first)(receive(1, 'A-2'))
    await putInPlace(site, backup)
    await acceptAll(first, second)
    expect(first.store.outbox.findById(parked.id)).toMatchObject({ state: 'conflict' })
    expect(first.store.outbox.findById(waiting.id)).toMatchObject({ state: 'held' })
    const conflict = first.store.outbox.findById(parked.id)?.conflict ?? ''
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
    await settle(second, first)
    expect(first.state().conflicts.all).toBe(0)
    expect(stockOf(second, 'A-1').confirmed).toBe(-3)
    expect(stockOf(second, 'A-2').confirmed).toBe(1)
    await expectAllNumbers(site, first)
  })

  it.each(['record-as-happened', 'leave-undone'] as const)(
    'waits again for an answer that it lost (%s), and takes it from whoever gave it',
    async (choice) => {
      const { site, first, second } = await twoTerminals()
      asAdmin(second)(pick(8))
      await settle(second)
      const parked = asAdmin(first)(pick(5))
      await settle(first, second)
      const backup = await backUp(site)
      const conflict = first.store.outbox.findById(parked.id)?.conflict ?? ''
      asAdmin(second)({ type: 'ResolveConflict', conflict, choice, note: 'seen' })
      await settle(second, first)
      const after = choice === 'leave-undone' ? 2 : -3
      expect(stockOf(first, 'A-1').confirmed).toBe(after)
      await putInPlace(site, backup)
      await acceptAll(first)
      expect(first.store.outbox.findById(parked.id)).toMatchObject({ state: 'conflict', conflict })
      expect(stockOf(first, 'A-1').confirmed).toBe(2)
      await acceptAll(second, first)
      for (const terminal of [first, second]) {
        expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: after, effective: after })
        expect(terminal.queries.conflicts.list('closed', 10)).toHaveLength(1)
        await expectAllNumbers(site, terminal)
      }
    },
  )

  it('takes up again what had ended because another had done the same, where that one is lost', async () => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    asAdmin(second)({ type: 'RegisterBin', bin: 'B-1' })
    await settle(second)
    const same = asAdmin(first)({ type: 'RegisterBin', bin: 'B-1' })
    await settle(first, second)
    expect(first.store.outbox.findById(same.id)?.state).toBe('satisfied')
    await putInPlace(site, backup)
    await acceptAll(first)
    expect(first.store.outbox.findById(same.id)?.state).toBe('confirmed')
    await acceptAll(second, first)
    for (const terminal of [first, second]) await expectAllNumbers(site, terminal)
    const bins = (await site.events()).filter(
      ({ type, data }) => type === 'BinsRegistered' && JSON.stringify(data).includes('B-1'),
    )
    expect(bins).toHaveLength(1)
  })

  it('can be restored from an older copy once more', async () => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    const again = await backUp(site, 'again.db')
    asAdmin(first)(pick(3))
    await settle(first, second)
    await putInPlace(site, backup)
    await acceptAll(first, second)
    asAdmin(second)(receive(2))
    await settle(second, first)
    await putInPlace(site, again)
    await acceptAll(second, first)
    for (const terminal of [first, second]) {
      expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 9, effective: 9 })
      expect(terminal.queries.halted.lost(10)).toEqual([])
      await expectAllNumbers(site, terminal)
    }
  })

  it('says the same after a restart, and when the read models are made anew', async () => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    asAdmin(second)(receive(4))
    await settle(second, first)
    asAdmin(first)(pick(12))
    await settle(first)
    await putInPlace(site, backup)
    await sync(first)
    await acceptAsShown(first)
    const before = {
      a: stockOf(first, 'A-1'),
      history: [...first.queries.movements.history('SKU-1')],
      lost: first.queries.halted.lost(10),
    }
    await first.close()
    const restarted = reopen(site, first)
    expect({
      a: stockOf(restarted, 'A-1'),
      history: [...restarted.queries.movements.history('SKU-1')],
      lost: restarted.queries.halted.lost(10),
    }).toEqual(before)
    await sync(restarted)
    const rows = [...restarted.queries.movements.history('SKU-1')]
    const stock = stockOf(restarted, 'A-1')
    meddle(restarted, `UPDATE meta SET value = 'none' WHERE key = 'read-models'`)
    await restarted.close()
    const rebuilt = reopen(site, first)
    expect(stockOf(rebuilt, 'A-1')).toEqual(stock)
    expect([...rebuilt.queries.movements.history('SKU-1')]).toEqual(rows)
  })
})

describe('a failure while a store is being accepted', () => {
  it.each([
    ['keeping what is lacking', 'INSERT ON lost_event'],
    ['cutting the journal', 'DELETE ON event'],
    ['taking events back', 'UPDATE OF revision ON pending_event'],
    ['reading on elsewhere', 'DELETE ON cut_event'],
    ['making the read models', 'INSERT ON movement'],
    ['saying so', 'INSERT ON intention'],
  ])('%s leaves everything as it was', async (_, at) => {
    const { site, first, second } = await twoTerminals()
    const backup = await backUp(site)
    asAdmin(first)(pick(3))
    asAdmin(second)(receive(4))
    await settle(first, second)
    const open = asAdmin(first)(receive(1))
    await putInPlace(site, backup)
    await sync(first)
    const shown = haltedAt(first)
    const dump = () =>
      ['event', 'intention', 'decision', 'pending_event', 'stock', 'movement', 'checkpoint'].map(
        (table) => rowsOf(first, `SELECT * FROM ${table}`),
      )
    const before = dump()
    meddle(
      first,
      `CREATE TEMP TRIGGER broken BEFORE ${at} BEGIN SELECT raise(ABORT, 'broken'); END`,
    )
    expect(await acceptAsShown(first)).toMatchObject({ outcome: 'refused' })
    expect(dump()).toEqual(before)
    expect(haltedAt(first)).toEqual(shown)
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 11, effective: 12 })
    meddle(first, 'DROP TRIGGER broken')
    await acceptAll(first, second)
    expect(stockOf(first, 'A-1')).toEqual({ confirmed: 12, effective: 12 })
    expect(first.store.outbox.findById(open.id)?.state).toBe('confirmed')
  })
})
