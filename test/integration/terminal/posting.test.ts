import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { countingSite, other, sku } from '#test/support/countingSite.ts'
import { type Site, sync } from '#test/support/site.ts'

const MINUTE = 60_000

const stateOf = (terminal: Terminal) =>
  terminal.queries.counts.lines('C1').map(({ state }) => state)

/** How often a line of the count is in the log as posted. */
const postings = async ({ site }: { readonly site: Site }) =>
  (await site.events()).filter(({ type }) => type === 'CountVariancePosted')

/** T1 has approved a count of two lines, its approval has arrived, and then it is gone: what it posted never did. */
async function approverGone() {
  let passed = 0
  const timing = { now: () => Date.now() + passed }
  const world = await countingSite(['T1', 'T2', 'T3'], { timing })
  const { terminals, as, at, all } = world
  const { T1, T2, T3 } = terminals
  as(T1, 'admin')({ type: 'OpenCount', count: 'C1', bins: ['A-1'], tolerance: { quantity: 9 } })
  await all()
  at('09:00')
  for (const [one, quantity] of [
    [sku, 8],
    [other, 7],
  ] as const)
    as(T1, 'ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: one, quantity })
  as(T1, 'ana')({ type: 'SubmitCount', count: 'C1' })
  await all()
  as(T1, 'admin')({ type: 'ApproveCount', count: 'C1' })
  await world.dies('T1', 'C1')
  for (const terminal of [T2, T3]) await sync(terminal)
  expect(await postings(world)).toEqual([])
  const wait = (milliseconds: number) => {
    passed += milliseconds
  }
  return { ...world, T2, T3, wait }
}

describe('what was approved on a terminal that is gone', () => {
  it('is posted by the terminal on which somebody asks for it, and says so until then', async () => {
    const { T2, T3, as, stock, site } = await approverGone()
    expect(stateOf(T2)).toEqual(['approved', 'approved'])
    expect(stock(T2)).toBe(10)
    as(T2, 'eva')({ type: 'PostCount', count: 'C1' })
    await sync(T2)
    await sync(T3)
    for (const terminal of [T2, T3]) {
      expect(stateOf(terminal)).toEqual(['posted', 'posted'])
      expect(stock(terminal)).toBe(8)
    }
    const again = T3.execute({ command: { type: 'PostCount', count: 'C1' }, operator: 'eva' })
    expect(again).toMatchObject({ outcome: 'refused', code: 'nothing-to-post' })
    expect(await postings({ site })).toHaveLength(2)
  })

  it('is posted once when two terminals are asked for it at the same time', async () => {
    const { T2, T3, as, stock, site } = await approverGone()
    for (const terminal of [T2, T3]) as(terminal, 'eva')({ type: 'PostCount', count: 'C1' })
    await Promise.all([sync(T2), sync(T3)])
    for (const terminal of [T2, T3, T2]) await sync(terminal)
    expect(await postings({ site })).toHaveLength(2)
    for (const terminal of [T2, T3]) {
      expect(stock(terminal)).toBe(8)
      expect(terminal.state().pending).toBe(0)
    }
  })

  it('is posted by any other terminal by itself after a while', async () => {
    const { T2, T3, stock, site, wait } = await approverGone()
    wait(9 * MINUTE)
    await sync(T2)
    expect(await postings({ site })).toEqual([])
    wait(2 * MINUTE)
    await sync(T2)
    await sync(T3)
    await sync(T2)
    expect(stock(T2)).toBe(8)
    expect(stock(T3)).toBe(8)
    expect(await postings({ site })).toHaveLength(2)
  })

  it('is not posted once more when its own terminal comes back after all', async () => {
    const { T2, as, stock, revive, site } = await approverGone()
    as(T2, 'eva')({ type: 'PostCount', count: 'C1' })
    await sync(T2)
    const back = revive('T1')
    await sync(back)
    expect(stock(back)).toBe(8)
    expect(back.state()).toMatchObject({ pending: 0, conflicts: { own: 0 } })
    expect(await postings({ site })).toHaveLength(2)
  })

  it('can be counted again', async () => {
    const { T2, as, at, stock } = await approverGone()
    const line = { bin: 'A-1', sku }
    at('10:00')
    as(T2, 'eva')({ type: 'RequestRecount', count: 'C1', lines: [line] })
    as(T2, 'ben')({ type: 'RecordCount', count: 'C1', ...line, quantity: 5 })
    const again = T2.queries.counts.lines('C1').at(-1)
    as(T2, 'eva')({ type: 'AcceptCountLine', count: 'C1', line: again?.line ?? '' })
    as(T2, 'eva')({ type: 'ApproveCount', count: 'C1' })
    as(T2, 'eva')({ type: 'PostCount', count: 'C1' })
    await sync(T2)
    expect(stock(T2)).toBe(5)
  })
})

it('a line that is posted already is known from the log, however many counts of the bin came after it', async () => {
  const { terminals, as, at, all, stock, site } = await countingSite(['T1', 'T2'])
  const { T1, T2 } = terminals
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const count = `C${n}`
    at(`09:0${n}`)
    as(T1, 'admin')({ type: 'OpenCount', count, bins: ['A-1'], tolerance: { quantity: 9 } })
    as(T1, 'ana')({ type: 'RecordCount', count, bin: 'A-1', sku, quantity: n === 1 ? 8 : 9 })
    as(T1, 'ana')({ type: 'SubmitCount', count })
    as(T1, 'admin')({ type: 'ApproveCount', count })
    await sync(T1)
    await sync(T1)
  }
  await all()
  expect(stock(T2)).toBe(9)
  expect(
    T2.execute({ command: { type: 'PostCount', count: 'C1' }, operator: 'eva' }),
  ).toMatchObject({ outcome: 'refused', code: 'nothing-to-post' })
  const posted = (await site.events()).filter(({ type }) => type === 'CountVariancePosted')
  expect(posted).toHaveLength(6)
})

it('a line whose posting a person has left undone is not posted by another terminal', async () => {
  const { terminals, as, at, all, stock } = await countingSite(['T1', 'T2'])
  const { T1, T2 } = terminals
  as(T1, 'admin')({ type: 'OpenCount', count: 'C1', bins: ['A-1'], tolerance: { quantity: 9 } })
  await all()
  const scan = { type: 'ScanCount', count: 'C1', bin: 'A-1', sku, tally: 'T', quantity: 4 } as const
  at('09:00')
  as(T1, 'ana')(scan)
  at('09:10')
  as(T1, 'ana')(scan)
  at('09:05')
  as(T2, 'ben')({ type: 'PickStock', sku, bin: 'A-1', quantity: 1 })
  await sync(T2)
  at('10:00')
  as(T1, 'ana')({ type: 'SubmitCount', count: 'C1' })
  as(T1, 'admin')({ type: 'ApproveCount', count: 'C1' })
  await all()
  const [{ conflict } = { conflict: '' }] = T2.queries.conflicts.list('open', 10)
  as(T2, 'eva')({ type: 'ResolveConflict', conflict, choice: 'leave-undone' })
  await all()
  expect(
    T2.execute({ command: { type: 'PostCount', count: 'C1' }, operator: 'eva' }),
  ).toMatchObject({ outcome: 'refused', code: 'nothing-to-post' })
  await all()
  expect(stock(T1)).toBe(9)
})
