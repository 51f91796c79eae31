/** What several terminals of a site do with a server: exchange, merge, conflicts, counts. */
import { expect, it } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { as, sync } from '#test/support/conformance/run.ts'
import { withTerminals } from '#test/support/conformance/suite.ts'
import { asOperator, stockOf } from '#test/support/terminal.ts'
import { rowsOf } from '#test/support/database.ts'

const pick = (sku: string, quantity: number, bin = 'A-1') =>
  ({ type: 'PickStock', sku, bin, quantity }) as const
const receive = (sku: string, quantity: number, bin = 'A-1') =>
  ({ type: 'ReceiveStock', sku, bin, quantity }) as const

const seen = { timeout: 60_000 }
const confirmed = (terminals: readonly Terminal[], sku: string, bin = 'A-1') =>
  terminals.map((terminal) => stockOf(terminal, bin, sku))
const all = (terminals: readonly Terminal[], quantity: number) =>
  terminals.map(() => ({ confirmed: quantity, effective: quantity }))

const conflictAbout = (terminal: Terminal, sku: string) =>
  terminal.queries.conflicts.list('open', 1000).find(({ stream }) => stream.endsWith(`.${sku}`))
const leaveUndone = (terminal: Terminal, operator: string, conflict = '') =>
  as(
    terminal,
    operator,
  )({ type: 'ResolveConflict', conflict, choice: 'leave-undone', note: 'seen' })

withTerminals('terminals exchange', (run) => {
  it.each([2, 3])('%i terminals see at once what each of them does', async (count) => {
    const first = await run().synced()
    const sku = await run().stocked(first)
    const terminals = [first]
    while (terminals.length < count) terminals.push(await run().synced())
    for (const terminal of terminals) terminal.startSync()
    let onHand = 10
    for (const terminal of terminals) {
      await expect.poll(() => terminal.state().link.state, seen).toBe('online')
      as(terminal, run().ana)(pick(sku, 2))
      onHand -= 2
      await expect.poll(() => confirmed(terminals, sku), seen).toEqual(all(terminals, onHand))
    }
  })

  it('what two did offline is put together, and each has it once', async () => {
    const one = await run().synced()
    const sku = await run().stocked(one)
    const other = await run().synced()
    as(one, run().ana)(pick(sku, 3))
    as(one, run().ana)(receive(sku, 5, 'A-2'))
    as(other, run().ana)(pick(sku, 4))
    as(other, run().ana)({ type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 1 })
    const terminals = [one, other]
    for (const terminal of [one, other, one]) await sync(terminal)
    expect(confirmed(terminals, sku)).toEqual(all(terminals, 2))
    expect(confirmed(terminals, sku, 'A-2')).toEqual(all(terminals, 6))
  })

  it('the last pieces, picked twice offline, are one conflict, which a third settles', async () => {
    const one = await run().synced()
    const sku = await run().stocked(one)
    const other = await run().synced()
    as(one, run().ana)(pick(sku, 8))
    const given = as(other, run().ana)(pick(sku, 8))
    await sync(one)
    expect(await sync(other)).toMatchObject({ conflicts: 1, pending: 0 })
    const third = await run().synced()
    const conflict = conflictAbout(third, sku)
    expect(conflict).toMatchObject({ intention: given })
    leaveUndone(third, run().eva, conflict?.conflict)
    const terminals = [third, other, one]
    for (const terminal of [...terminals, ...terminals]) await sync(terminal)
    expect(other.state().conflicts.own).toBe(0)
    expect(confirmed(terminals, sku)).toEqual(all(terminals, 2))
    const picked = (await run().events()).filter(
      ({ stream, type }) => stream.endsWith(`.${sku}`) && type === 'StockPicked',
    )
    expect(picked).toHaveLength(1)
  })

  it('the last pieces are not taken twice when another is quicker by less than a moment', async () => {
    const quick = await run().synced()
    const sku = await run().stocked(quick)
    let overtake: (() => Promise<unknown>) | undefined
    const slow = await run().synced({
      connect: (address) => {
        const central = connectEventStoreDb(address)
        return {
          ...central,
          append: async (stream, ...rest) => {
            const first = stream.startsWith('stock-') ? overtake : undefined
            if (first) overtake = undefined
            await first?.()
            return central.append(stream, ...rest)
          },
        }
      },
    })
    overtake = () => {
      as(quick, run().ana)(pick(sku, 8))
      return sync(quick)
    }
    as(slow, run().ana)(pick(sku, 8))
    expect(await sync(slow)).toMatchObject({ conflicts: 1, pending: 0 })
    expect(overtake).toBeUndefined()
    leaveUndone(slow, run().eva, conflictAbout(slow, sku)?.conflict)
    for (const terminal of [slow, quick, slow]) await sync(terminal)
    expect(confirmed([quick, slow], sku)).toEqual(all([quick, slow], 2))
  })

  it('a count is compared with the book as it was, and its variance is posted once', async () => {
    const desk = await run().synced()
    const bin = run().next('B')
    as(desk, run().eva)({ type: 'RegisterBin', bin })
    const sku = await run().stocked(desk, 10, bin)
    const floor = await run().synced()
    const count = run().next('C')
    as(
      desk,
      run().eva,
    )({ type: 'OpenCount', count, bins: [bin], blind: true, tolerance: { quantity: 99 } })
    as(desk, run().ana)({ type: 'RecordCount', count, bin, sku, quantity: 8 })
    as(floor, run().ana)(receive(sku, 5, bin))
    as(floor, run().ana)(pick(sku, 1, bin))
    await sync(floor)
    as(desk, run().eva)({ type: 'SubmitCount', count })
    await sync(desk)
    as(desk, run().eva)({ type: 'ApproveCount', count })
    const terminals = [desk, floor]
    for (const terminal of [...terminals, ...terminals]) await sync(terminal)
    const again = asOperator(floor, run().eva)({ type: 'PostCount', count })
    expect(again).toMatchObject({ outcome: 'refused', code: 'nothing-to-post' })
    for (const terminal of [floor, desk, floor]) await sync(terminal)
    expect(confirmed(terminals, sku, bin)).toEqual(all(terminals, 12))
    const posted = (await run().events()).filter(
      ({ stream, type }) => stream.endsWith(`.${sku}`) && type === 'CountVariancePosted',
    )
    expect(posted.map(({ data }) => data['delta'])).toEqual([-2])
  })

  it('a new terminal reads everything, and has what the others have', async () => {
    const one = await run().synced()
    const sku = await run().stocked(one, 7)
    const joined = await run().synced()
    expect(joined.queries.stock.byProduct(sku)).toEqual(one.queries.stock.byProduct(sku))
    const books = (terminal: Terminal) =>
      rowsOf(
        terminal,
        'SELECT sku, bin, confirmed, effective FROM stock WHERE warehouse = ? ORDER BY 1, 2',
        run().name,
      )
    await sync(one)
    expect(books(joined)).toEqual(books(one))
    expect(joined.queries.diagnostics.get({ version: '', metricsAddress: null })).toMatchObject({
      missing: [],
    })
  })

  it('a clock that is an hour ahead is found out by the clock of the server, and a right one is not', async () => {
    const off = 3_600_000
    const now = () => Date.now() + off
    const ahead = await run().synced({
      surroundings: { now: () => new Date(now()).toISOString(), uptime: () => performance.now() },
      timing: { now },
    })
    const { clockOffset } = ahead.state()
    expect(Math.abs((clockOffset ?? 0) - off)).toBeLessThan(60_000)
    expect((await run().synced()).state().clockOffset).toBeNull()
  })
})
