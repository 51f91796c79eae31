import { describe, expect, it } from 'vitest'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

const receive = (quantity: number) =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

async function syncedTerminal() {
  const site = await openSite()
  const terminal = site.terminal('T1')
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run(receive(5))
  await sync(terminal)
  return { site, terminal, run }
}

describe('a central store that is not the one that the terminal knows', () => {
  it('parks the terminal when it was replaced; nothing is pushed, pulled or wiped', async () => {
    const { site, terminal, run } = await syncedTerminal()
    const original = site.file()
    await site.stop()
    await site.startOn('another.db')
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ online: false, pushed: 0, pulled: 0, pending: 1 })
    terminal.startSync()
    await expect.poll(() => terminal.state().link.state).toBe('parked')
    expect(terminal.state().link.problem?.message).toContain('replaced')
    expect(await site.events()).toEqual([])
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 5, effective: 7 })

    await site.stop()
    await site.startOn(original)
    terminal.retryNow()
    await expect
      .poll(() => terminal.state())
      .toMatchObject({ link: { state: 'online' }, pending: 0 })
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 7, effective: 7 })
  })

  it('parks the terminal when it was restored from an older backup, even once others have worked on it', async () => {
    const { site, terminal, run } = await syncedTerminal()
    await site.stop()
    const backup = site.copy('backup.db')
    await site.start()
    run(receive(2))
    await sync(terminal)
    await site.stop()
    await site.startOn(backup)
    const other = site.terminal('T2')
    asAdmin(other)(receive(9))
    await sync(other)
    asAdmin(other)(receive(9))
    await sync(other)

    run(receive(1))
    expect(await sync(terminal)).toMatchObject({ online: false, pending: 1 })
    terminal.startSync()
    await expect.poll(() => terminal.state().link.state).toBe('parked')
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 7, effective: 8 })
  })
})

/** A terminal that has worked with a log, from which events can then be scavenged: they are in `$all` no more. */
async function besideScavenged() {
  let log = new MemoryLog()
  const gone = new Set<string>()
  const terminal = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      const central = connectMemory(log, fineWeather)
      return {
        ...central,
        eventAt: (position) => {
          const from = log.events.findIndex((event) => event.position === position)
          const value = log.events.slice(from < 0 ? log.events.length : from)
          return Promise.resolve({ result: 'read', value: value.find(({ id }) => !gone.has(id)) })
        },
      }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  for (let n = 1; n <= 20; n++) run({ type: 'RegisterBin', bin: `A-${n}` })
  await sync(terminal)
  return {
    terminal,
    run,
    log,
    scavenge: (from: number, to?: number) =>
      log.events.slice(from, to).forEach(({ id }) => gone.add(id)),
    replaceBy: (another: MemoryLog) => {
      log = another
    },
  }
}

describe('a central store from which somebody deleted and scavenged', () => {
  it('is known again although the last event that was read is gone, and work goes on', async () => {
    const { terminal, run, scavenge } = await besideScavenged()
    scavenge(-10)
    run({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(terminal)).toMatchObject({ online: true, pending: 0, problem: null })
  })

  it('is another when nothing is left of what was read', async () => {
    const { terminal, run, scavenge } = await besideScavenged()
    scavenge(0)
    run({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(terminal)).toMatchObject({ pending: 1, problem: { code: 'store-other' } })
  })

  it('is an older copy when it ends before what was read of it', async () => {
    const { terminal, run, log, replaceBy } = await besideScavenged()
    const older = new MemoryLog()
    for (const { stream, revision, ...event } of log.events.slice(0, -5))
      older.append(stream, [event as never], revision - 1)
    replaceBy(older)
    run({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(terminal)).toMatchObject({ pending: 1, problem: { code: 'store-older' } })
  })

  it('is another when its first event is not the one that was read', async () => {
    const { terminal, run, log, scavenge, replaceBy } = await besideScavenged()
    const changed = new MemoryLog()
    for (const { stream, revision, ...event } of log.events) {
      const id = event.position === '1/1' ? '00000000-0000-4000-8000-000000000001' : event.id
      changed.append(stream, [{ ...event, id } as never], revision - 1)
    }
    scavenge(-1)
    replaceBy(changed)
    run({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(terminal)).toMatchObject({ pending: 1, problem: { code: 'store-other' } })
  })
})
