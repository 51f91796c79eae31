import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { countingSite, other, sku } from '#test/support/countingSite.ts'
import { sync } from '#test/support/site.ts'

const scan = (tally: string, of = sku) =>
  ({ type: 'ScanCount', count: 'C1', bin: 'A-1', sku: of, quantity: 1, tally }) as const
const count = (of: string, quantity: number) =>
  ({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: of, quantity }) as const
const handIn = { type: 'SubmitCount', count: 'C1' } as const
const approve = { type: 'ApproveCount', count: 'C1' } as const

const linesOf = (terminal: Terminal, of = sku) =>
  terminal.queries.counts.lines('C1').filter((line) => line.sku === of)
const openConflicts = (terminal: Terminal) => terminal.queries.conflicts.list('open', 10)

/** A count of A-1 that every terminal knows, with a tolerance that lets two pieces pass. */
async function openedCount<const Name extends string>(names: readonly Name[]) {
  const world = await countingSite(names)
  const [first] = Object.values<Terminal>(world.terminals)
  if (first)
    world.as(
      first,
      'admin',
    )({ type: 'OpenCount', count: 'C1', bins: ['A-1'], tolerance: { quantity: 2 } })
  await world.all()
  return world
}

describe('what comes in after the place was approved', () => {
  it('waits for a person in the count, and is in the book as they confirm it', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T1, 'ana')(scan('tally'))
    await all()
    at('09:01')
    for (let piece = 2; piece <= 10; piece += 1) as(T1, 'ana')(scan('tally'))
    at('09:02')
    const run = as(T2, 'admin')
    run(handIn)
    run({ type: 'AcceptCountLine', count: 'C1', line: `tally:${sku}`, reason: 'correction' })
    run(approve)
    await sync(T2)
    await sync(T2)
    expect(stock(T2)).toBe(1)

    await all()
    for (const terminal of [T1, T2])
      expect(linesOf(terminal)).toMatchObject([
        { counted: 1, state: 'posted' },
        { counted: 10, state: 'late', late: true },
      ])
    expect(T2.queries.counts.get('C1')).toMatchObject({ toDecide: 1 })
    run({ type: 'AcceptCountLine', count: 'C1', line: linesOf(T2)[1]?.line ?? '' })
    run(approve)
    await all()
    for (const terminal of [T1, T2]) {
      expect(stock(terminal)).toBe(10)
      expect(linesOf(terminal)[1]).toMatchObject({ counted: 10, state: 'posted' })
      expect(openConflicts(terminal)).toEqual([])
    }
  })

  it('is dropped by a person who stays with what is approved, and only then', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T2, 'ben')(count(sku, 9))
    at('09:05')
    as(T1, 'ana')(count(sku, 7))
    const run = as(T2, 'admin')
    run(handIn)
    run(approve)
    const [line] = linesOf(T2)
    await sync(T2)
    await all()
    expect(linesOf(T2)).toMatchObject([{ counted: 9 }, { counted: 7, state: 'late' }])
    run({ type: 'AcceptCountLine', count: 'C1', line: line?.line ?? '' })
    await all()
    expect(linesOf(T1)).toMatchObject([
      { counted: 9, state: 'posted' },
      { counted: 7, state: 'superseded' },
    ])
    expect(stock(T1)).toBe(9)
  })

  it('is not taken for the same only because it is off by as much as what is in the book already', async () => {
    const { terminals, as, at, all } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T2, 'ben')(count(sku, 8))
    at('09:05')
    as(T1, 'ana')(count(sku, 6))
    as(T2, 'admin')(handIn)
    as(T2, 'admin')(approve)
    await sync(T2)
    await all()
    expect(linesOf(T1)[1]).toMatchObject({ counted: 6, variance: -2, state: 'late' })
  })

  it('is counted again when a supervisor asks for it, though the rest of the count is approved', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T2, 'ben')(count(sku, 9))
    at('09:05')
    as(T1, 'ana')(count(sku, 7))
    const run = as(T2, 'admin')
    run(handIn)
    run(approve)
    await sync(T2)
    await all()
    at('09:30')
    run({ type: 'RequestRecount', count: 'C1', lines: [{ bin: 'A-1', sku }] })
    expect(linesOf(T2).map(({ state }) => state)).toContain('to-recount')
    as(T2, 'eva')(count(sku, 7))
    const again = linesOf(T2).at(-1)
    expect(again).toMatchObject({ counted: 7, state: 'late' })
    run({ type: 'AcceptCountLine', count: 'C1', line: again?.line ?? '' })
    run(approve)
    await all()
    expect(stock(T1)).toBe(7)
  })
})

describe('an approval', () => {
  it('posts nothing that its supervisor has not seen', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T1, 'ana')(count(other, 9))
    as(T2, 'ben')(count(sku, 9))
    as(T2, 'admin')(handIn)
    as(T2, 'admin')(approve)
    await sync(T1)
    await all()
    expect(stock(T1)).toBe(9)
    expect(stock(T1, 'A-1', other)).toBe(10)
    expect(linesOf(T1, other)).toMatchObject([{ state: 'ready' }])
    expect(openConflicts(T1)).toEqual([])
  })

  it('posts no more because another supervisor took a line as right meanwhile', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T1, 'ana')(count(sku, 5))
    as(T1, 'ana')(count(other, 10))
    as(T1, 'ana')(handIn)
    await all()
    as(T2, 'admin')(approve)
    const line = linesOf(T1)[0]?.line ?? ''
    as(T1, 'eva')({ type: 'AcceptCountLine', count: 'C1', line, reason: 'found' })
    await sync(T1)
    await all()
    expect(stock(T1)).toBe(10)
    expect(linesOf(T1)).toMatchObject([{ counted: 5, state: 'ready' }])
    expect(linesOf(T1, other)).toMatchObject([{ state: 'posted' }])
  })

  it('posts no more because somebody widened the tolerance meanwhile', async () => {
    const site = await countingSite(['T1', 'T2'])
    const { terminals, as, at, all, stock } = site
    const { T1, T2 } = terminals
    as(T1, 'admin')({ type: 'ChangeCountPolicy', tolerance: { quantity: 0 } })
    as(T1, 'admin')({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
    await all()
    at('09:00')
    as(T2, 'ben')(count(sku, 5))
    as(T2, 'ben')(count(other, 10))
    as(T2, 'admin')(handIn)
    as(T2, 'admin')(approve)
    as(T1, 'eva')({ type: 'ChangeCountPolicy', tolerance: { quantity: 9 } })
    as(T1, 'eva')({ type: 'SubmitCount', count: 'C1' })
    await sync(T1)
    await all()
    expect(stock(T1)).toBe(10)
    expect(linesOf(T1)).toMatchObject([{ counted: 5, state: 'ready' }])
    expect(linesOf(T1, other)).toMatchObject([{ state: 'posted' }])
  })

  it('posts what was approved or nothing when something of it is taken back elsewhere', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    const lines = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => as(T1, 'ana')(scan('tally')).id)
    as(T1, 'ana')(count(other, 9))
    await all()
    as(T2, 'admin')(handIn)
    as(T2, 'admin')(approve)
    as(T1, 'ana')({ type: 'UndoCount', count: 'C1', line: lines[8] ?? '' })
    await sync(T1)
    await all()
    expect(stock(T1, 'A-1', other)).toBe(9)
    expect(stock(T1)).toBe(10)
    expect(linesOf(T1)).toMatchObject([{ counted: 8, state: 'ready' }])
  })

  it('stands when somebody else counted the same place alike meanwhile', async () => {
    const { terminals, as, at, all, stock } = await openedCount(['T1', 'T2'])
    const { T1, T2 } = terminals
    at('09:00')
    as(T2, 'ben')(count(sku, 9))
    at('09:10')
    as(T1, 'ana')(count(sku, 9))
    as(T2, 'admin')(handIn)
    as(T2, 'admin')(approve)
    await sync(T1)
    await all()
    expect(openConflicts(T1)).toEqual([])
    expect(stock(T1)).toBe(9)
  })

  it('approves of what a screen showed only what is still so when it is given', async () => {
    const { terminals, as, at } = await openedCount(['T1'])
    const { T1 } = terminals
    at('09:00')
    as(T1, 'ana')(count(sku, 9))
    const shown = linesOf(T1).map(({ line, counted, book }) => ({ line, counted, book: book ?? 0 }))
    at('09:10')
    as(T1, 'ana')(count(sku, 8))
    as(T1, 'ana')(handIn)
    expect(T1.execute({ operator: 'admin', command: { ...approve, lines: shown } })).toMatchObject({
      outcome: 'refused',
      code: 'nothing-to-approve',
    })
    const [, now] = linesOf(T1)
    const lines = [{ line: now?.line ?? '', counted: 8, book: 10 }]
    expect(T1.execute({ operator: 'admin', command: { ...approve, lines } })).toMatchObject({
      outcome: 'accepted',
    })
  })
})

describe('two supervisors who take different observations of one place', () => {
  async function bothDecide() {
    const world = await openedCount(['T1', 'T2'])
    const { terminals, as, at, all } = world
    const { T1, T2 } = terminals
    at('09:00')
    as(T1, 'ana')(count(sku, 8))
    at('09:05')
    as(T2, 'ben')(count(sku, 6))
    as(T2, 'ben')(handIn)
    await all()
    at('09:30')
    const lineOf = (counted: number) =>
      linesOf(T1).find((line) => line.counted === counted)?.line ?? ''
    const decide = (terminal: Terminal, operator: string, counted: number) => {
      const run = as(terminal, operator)
      run({ type: 'AcceptCountLine', count: 'C1', line: lineOf(counted), reason: 'found' })
      run(approve)
    }
    decide(T1, 'admin', 8)
    decide(T2, 'eva', 6)
    await all()
    return world
  }

  it('do not both post: the first counts, and the second is a conflict', async () => {
    const { terminals, stock } = await bothDecide()
    const { T1, T2 } = terminals
    for (const terminal of [T1, T2]) {
      expect(stock(terminal)).toBe(8)
      expect(openConflicts(terminal)).toMatchObject([
        { message: expect.stringContaining('another supervisor took 8, you took 6') },
      ])
    }
  })

  const settleAll = async (
    { terminals: { T1 }, as, all }: Awaited<ReturnType<typeof bothDecide>>,
    choice: 'record-as-happened' | 'leave-undone',
  ) => {
    while (openConflicts(T1).length > 0) {
      const [{ conflict, choices } = { conflict: '', choices: [] }] = openConflicts(T1)
      const can = choices.some((one) => one.choice === choice)
      const said = can ? choice : 'leave-undone'
      as(T1, 'admin')({ type: 'ResolveConflict', conflict, choice: said })
      await all()
      await all()
    }
  }

  it('stay with the first when the second is left', async () => {
    const world = await bothDecide()
    await settleAll(world, 'leave-undone')
    expect(world.stock(world.terminals.T1)).toBe(8)
    expect(linesOf(world.terminals.T2)).toMatchObject([
      { counted: 8, state: 'posted' },
      { counted: 6, state: 'superseded' },
    ])
  })

  it('have the second in the book when somebody says so, and approves it knowing of the first', async () => {
    const world = await bothDecide()
    const { T1 } = world.terminals
    await settleAll(world, 'record-as-happened')
    expect(world.stock(T1)).toBe(8)
    expect(linesOf(T1)).toMatchObject([
      { counted: 8, state: 'posted' },
      { counted: 6, state: 'ready', book: 8 },
    ])
    world.as(T1, 'admin')(approve)
    await world.all()
    expect(world.stock(T1)).toBe(6)
  })

  it('do not go back to the earlier look: the place is counted again', async () => {
    const { terminals, as, at } = await openedCount(['T1'])
    const { T1 } = terminals
    at('09:05')
    as(T1, 'ana')(count(sku, 9))
    at('09:00')
    as(T1, 'ben')(count(sku, 7))
    as(T1, 'ben')(handIn)
    const [earlier, later] = linesOf(T1)
    const run = as(T1, 'admin')
    run({ type: 'AcceptCountLine', count: 'C1', line: later?.line ?? '', reason: 'found' })
    run(approve)
    const command = { type: 'AcceptCountLine', count: 'C1', line: earlier?.line ?? '' } as const
    expect(T1.execute({ command, operator: 'admin' })).toMatchObject({
      outcome: 'refused',
      code: 'later-look-approved',
    })
  })
})
