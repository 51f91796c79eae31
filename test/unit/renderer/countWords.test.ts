import { describe, expect, it } from 'vitest'
import type { CountEntryRow, CountLineRow, DueRow } from '#shared/contract/api/index.ts'
import { commandSchema } from '#shared/contract/commands.ts'
import { accuracyPoints } from '../../../renderer/features/count/accuracy.ts'
import { csvOf } from '../../../renderer/features/count/csv.ts'
import {
  binAfter,
  countedIn,
  progressOf,
  talliesIn,
} from '../../../renderer/features/count/entries.ts'
import {
  bothWays,
  piecesOff,
  placesToRecount,
  summaryOf,
} from '../../../renderer/features/count/lines.ts'
import {
  openCount,
  problemsOfPlan,
  shownBins,
  cycleIn,
  problemOfDays,
  zonesOf,
  type Plan,
} from '../../../renderer/features/count/planning.ts'
import { groupBy } from '../../../renderer/features/count/variances.ts'

const entry = (part: Partial<CountEntryRow>): CountEntryRow => ({
  line: 'l1',
  bin: 'A-01-01',
  sku: 'HL-U509-R',
  quantity: 1,
  scanned: true,
  tally: 't1',
  by: 'ana',
  past: false,
  occurredAt: '2026-03-02T10:00:00.000Z',
  pending: true,
  ...part,
})

const line = (part: Partial<CountLineRow>): CountLineRow => ({
  count: 'c1',
  line: 'l1',
  bin: 'A-01-01',
  sku: 'HL-U509-R',
  name: 'Helmet, "red"',
  counted: 8,
  book: 10,
  variance: -2,
  value: -2598,
  state: 'ready',
  reason: null,
  countedBy: 'ana',
  terminal: 'T-01',
  occurredAt: '2026-03-02T10:00:00.000Z',
  late: false,
  incomplete: false,
  ...part,
})

describe('the entries of a sheet', () => {
  it('add up product by product, bin by bin', () => {
    const entries = [
      entry({ quantity: 12 }),
      entry({}),
      entry({ sku: 'AR-5381', quantity: 5 }),
      entry({ bin: 'B-01-01', quantity: 7 }),
    ]
    expect(countedIn('A-01-01', entries)).toEqual([
      { sku: 'HL-U509-R', quantity: 13, byHand: undefined, scans: 2 },
      { sku: 'AR-5381', quantity: 5, byHand: undefined, scans: 1 },
    ])
  })

  it('stand as the latest look has them: a figure takes the place of the scans before, and scans add to it', () => {
    const before = [entry({ tally: 'first' }), entry({ tally: 'first' })]
    const figure = entry({ tally: 'second', quantity: 60, scanned: false })
    expect(countedIn('A-01-01', [figure, ...before])).toMatchObject([
      { quantity: 60, byHand: 60, scans: 0 },
    ])
    expect(countedIn('A-01-01', [entry({ tally: 'second' }), figure, ...before])).toMatchObject([
      { quantity: 61, byHand: 60, scans: 1 },
    ])
    const zero = entry({ tally: null, line: 'zero', quantity: 0, scanned: false })
    expect(countedIn('A-01-01', [zero, ...before])).toMatchObject([{ quantity: 0 }])
    expect(talliesIn('A-01-01', [zero, ...before])).toEqual({})
  })

  it('give the newest tally of each product to go on with', () => {
    const entries = [
      entry({ tally: 'second' }),
      entry({ tally: 'first' }),
      entry({ sku: 'AR-5381', tally: null }),
      entry({ bin: 'B-01-01', tally: 'elsewhere' }),
    ]
    expect(talliesIn('A-01-01', entries)).toEqual({ 'HL-U509-R': 'second' })
  })
})

describe('the way through the bins', () => {
  const bins = (states: string) =>
    states.split('').map((state, index) => ({
      bin: String(index),
      lines: 0,
      state: ({ l: 'left', c: 'counted', r: 'to-recount' } as const)[state as 'l' | 'c' | 'r'],
    }))

  it('goes on to the next bin that nobody has been at, and round to those before', () => {
    expect(binAfter({ progress: bins('lcl') }, '1')).toBe('2')
    expect(binAfter({ progress: bins('lcc') }, '1')).toBe('0')
    expect(binAfter({ progress: bins('lcc') }, undefined)).toBe('0')
  })

  it('comes to those that are to be counted again in the end', () => {
    expect(binAfter({ progress: bins('rcc') }, '1')).toBe('0')
    expect(binAfter({ progress: bins('ccc') }, '1')).toBeUndefined()
  })

  it('is as far as bins are done', () => {
    expect(progressOf({ progress: bins('lccr') })).toEqual({ all: 4, done: 2, left: 1, again: 1 })
  })
})

describe('a review', () => {
  const lines = [
    line({}),
    line({ line: 'l2', bin: 'A-01-02', state: 'differs', variance: 3, value: 100 }),
    line({ line: 'l3', bin: 'A-01-02', state: 'differs', variance: 4, value: 100 }),
    line({ line: 'l4', bin: 'A-01-03', state: 'superseded', variance: 90, value: null }),
  ]

  it('asks for each place once, however many counts of it differ', () => {
    expect(placesToRecount(lines)).toEqual([{ bin: 'A-01-02', sku: 'HL-U509-R' }])
  })

  it('adds up what stands, without what gave way', () => {
    expect(summaryOf(lines)).toEqual({
      counted: 2,
      off: 2,
      pieces: { more: 7, less: -2 },
      value: { more: 200, less: -2598 },
    })
  })

  it('says that one more here and one less there are two off, not none', () => {
    const { off, pieces, value } = summaryOf([
      line({ variance: 1, value: 250 }),
      line({ line: 'l2', bin: 'A-01-02', variance: -1, value: -250 }),
    ])
    expect(off).toBe(2)
    expect(piecesOff(pieces)).toBe('2 pieces: +1 and −1')
    expect(value && bothWays(value, String)).toBe('250 and -250')
    expect(piecesOff({ more: 0, less: -1 })).toBe('−1 piece')
  })

  it('says no value where one is not known', () => {
    expect(summaryOf([...lines, line({ line: 'l5', value: null })]).value).toBeUndefined()
  })
})

it('groups variances without letting what was found more hide what was found less', () => {
  const groups = groupBy(
    [line({ variance: -5 }), line({ variance: 5 }), line({ countedBy: 'ben', variance: 7 })],
    'countedBy',
  )
  expect(groups).toEqual([
    { key: 'ana', lines: 2, more: 5, less: -5 },
    { key: 'ben', lines: 1, more: 7, less: 0 },
  ])
})

it('writes lines as CSV that a spreadsheet reads back, and runs nothing of it as a formula', () => {
  const [head, first, second] = csvOf([line({}), line({ name: '=HYPERLINK("x")' })]).split('\r\n')
  expect(head).toBe(
    'count,bin,sku,name,book,counted,variance,value,state,reason,countedBy,terminal,occurredAt,late,incomplete',
  )
  expect(first).toBe(
    'c1,A-01-01,HL-U509-R,"Helmet, ""red""",10,8,-2,-25.98,ready,,ana,T-01,2026-03-02T10:00:00.000Z,false,false',
  )
  expect(second).toContain(`"'=HYPERLINK(""x"")"`)
})

it('shows accuracy from left to right in time, days without lines left out', () => {
  const points = accuracyPoints(
    [
      { day: '2026-03-03', lines: 4, exact: 3, off: 1 },
      { day: '2026-03-01', lines: 10, exact: 10, off: 0 },
      { day: '2026-03-02', lines: 0, exact: 0, off: 0 },
    ],
    100,
    50,
  )
  expect(points.map(({ day, x, y, percent }) => ({ day, x, y, percent }))).toEqual([
    { day: '2026-03-01', x: 0, y: 0, percent: 100 },
    { day: '2026-03-03', x: 100, y: 12.5, percent: 75 },
  ])
})

describe('a plan', () => {
  const plan = (part: Partial<Plan> = {}): Plan => ({
    count: '2026-03-02-a1',
    bins: new Set(['A-01-01']),
    skus: [],
    blind: true,
    quantity: '',
    percent: '',
    value: '',
    ...part,
  })

  it('leaves the tolerance to the warehouse where nothing is said', () => {
    expect(openCount(plan())).toEqual({
      type: 'OpenCount',
      count: '2026-03-02-a1',
      bins: ['A-01-01'],
      blind: true,
    })
  })

  it('sends the value in hundredths, and what the contract takes', () => {
    const command = openCount(
      plan({ quantity: '2', percent: '1.5', value: '12.34', skus: ['AR-5381'] }),
    )
    expect(command).toMatchObject({
      skus: ['AR-5381'],
      tolerance: { quantity: 2, percent: 1.5, value: 1234 },
    })
    expect(commandSchema.safeParse(command).success).toBe(true)
  })

  it('opens nothing without a bin or a product, or with a number that is none', () => {
    expect(openCount(plan({ bins: new Set() }))).toBeUndefined()
    expect(openCount(plan({ quantity: '1.5' }))).toBeUndefined()
    expect(problemsOfPlan(plan({ quantity: 'many', count: 'a b' }))).toEqual({
      count: expect.stringMatching(/space/),
      quantity: expect.stringMatching(/whole number/),
    })
  })

  const due = (bin: string, zone: string, because: DueRow['because']): DueRow => ({
    bin,
    zone,
    class: 'A',
    lastCounted: null,
    because,
  })

  const now = Date.parse('2026-06-30T12:00:00Z')
  const filter = { zone: '', text: '', days: '90' }

  it('shows the bins of a zone, those that are due first and the others only when asked for', () => {
    const bins = [due('A-2', 'A', 'conflict'), due('A-1', 'A', 'not-due'), due('B-1', 'B', 'due')]
    const names = (shown: 'due' | 'all') =>
      shownBins(bins, { ...filter, zone: 'A', text: 'a', shown }, now).map(({ bin }) => bin)
    expect(names('due')).toEqual(['A-2'])
    expect(names('all')).toEqual(['A-2', 'A-1'])
    expect(zonesOf(bins)).toEqual(['A', 'B'])
  })

  it('shows the bins that were not counted for so many days, and those that never were', () => {
    const counted = (bin: string, lastCounted: string) => ({
      ...due(bin, 'A', 'not-due'),
      lastCounted,
    })
    const bins = [
      due('NEVER', 'A', 'never-counted'),
      counted('LONG', '2026-03-01T12:00:00Z'),
      counted('LATELY', '2026-06-01T12:00:00Z'),
    ]
    const names = (days: string) =>
      shownBins(bins, { ...filter, shown: 'stale', days }, now).map(({ bin }) => bin)
    expect(names('90')).toEqual(['NEVER', 'LONG'])
    expect(names('10')).toEqual(['NEVER', 'LONG', 'LATELY'])
  })

  it('shows only the bins in doubt: below zero, or touched by a conflict', () => {
    const bins = [
      due('NEGATIVE', 'A', 'negative-stock'),
      due('CONFLICT', 'A', 'conflict'),
      due('DUE', 'A', 'due'),
    ]
    expect(shownBins(bins, { ...filter, shown: 'doubt' }, now).map(({ bin }) => bin)).toEqual([
      'NEGATIVE',
      'CONFLICT',
    ])
  })

  it('takes days for each class only as whole numbers from 1', () => {
    expect(cycleIn({ A: '7', B: ' 30 ', C: '365' })).toEqual({ A: 7, B: 30, C: 365 })
    expect(cycleIn({ A: '0', B: '30', C: '365' })).toBeUndefined()
    expect(['', '1.5', '3651', '1'].map(problemOfDays)).toEqual([
      expect.stringMatching(/days/),
      expect.stringMatching(/days/),
      expect.stringMatching(/days/),
      undefined,
    ])
  })
})
