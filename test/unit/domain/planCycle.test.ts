import { describe, expect, it } from 'vitest'
import { beyondTolerance, type BinHistory, planCycle } from '#shared/domain/count/index.ts'

const now = '2026-03-31T08:00:00Z'
const bin = (name: string, more: Partial<BinHistory> = {}): BinHistory => ({
  bin: name,
  zone: 'A',
  lastCounted: '2026-03-30T08:00:00Z',
  movements: 0,
  value: 0,
  negative: false,
  conflicts: 0,
  ...more,
})
const rules = { by: 'frequency', days: { A: 7, B: 30, C: 90 }, now } as const

describe('planning what to count next', () => {
  it('puts negative stock first, then conflicts, then what was never counted, then what is due', () => {
    const planned = planCycle(
      [
        bin('fresh'),
        bin('due', { lastCounted: '2025-01-01T08:00:00Z' }),
        bin('never', { lastCounted: undefined }),
        bin('doubtful', { conflicts: 1 }),
        bin('negative', { negative: true }),
      ],
      rules,
    )
    expect(planned.map((one) => [one.bin, one.because])).toEqual([
      ['negative', 'negative-stock'],
      ['doubtful', 'conflict'],
      ['never', 'never-counted'],
      ['due', 'due'],
      ['fresh', 'not-due'],
    ])
  })

  it('cuts the classes by the share of what is moved', () => {
    const bins = [
      bin('busy', { movements: 80, value: 1 }),
      bin('some', { movements: 15, value: 99 }),
      bin('few', { movements: 5 }),
      bin('idle'),
    ]
    const classes = (by: 'frequency' | 'value') =>
      Object.fromEntries(planCycle(bins, { ...rules, by }).map((one) => [one.bin, one.class]))
    expect(classes('frequency')).toEqual({ busy: 'A', some: 'B', few: 'C', idle: 'C' })
    expect(classes('value')).toEqual({ some: 'A', busy: 'C', few: 'C', idle: 'C' })
  })

  it('asks for busy bins sooner than for idle ones', () => {
    const lastCounted = '2026-03-20T08:00:00Z'
    const planned = planCycle(
      [bin('idle', { lastCounted }), bin('busy', { lastCounted, movements: 9 })],
      rules,
    )
    expect(planned.map((one) => [one.bin, one.because])).toEqual([
      ['busy', 'due'],
      ['idle', 'not-due'],
    ])
  })
})

describe('the tolerance of a count', () => {
  it.each([
    ['nothing', {}, 1000, false],
    ['a quantity', { quantity: 5 }, -5, false],
    ['a quantity', { quantity: 5 }, -6, true],
    ['percent of the book', { percent: 10 }, 10, false],
    ['percent of the book', { percent: 10 }, 11, true],
    ['a value', { value: 1000 }, 10, false],
    ['a value', { value: 1000 }, -11, true],
    ['the tightest of several', { quantity: 50, percent: 1 }, 2, true],
  ])('limits %s', (_, tolerance, variance, beyond) => {
    expect(beyondTolerance(tolerance, variance, 100, 100)).toBe(beyond)
  })

  it('lets no percentage of an empty book pass', () => {
    expect(beyondTolerance({ percent: 50 }, 1, 0)).toBe(true)
  })
})
