import { describe, expect, it } from 'vitest'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'

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
