import { describe, expect, it } from 'vitest'
import * as format from '#shared/words/format.ts'
import { sources } from './sources.ts'

const now = Date.parse('2026-03-05T12:00:00.000Z')
const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString()

describe('how long something lasted is said as one would say it', () => {
  it.each([
    [59_000, undefined],
    [60_000, '1 min'],
    [12 * 60_000, '12 min'],
    [119 * 60_000, '119 min'],
    [3 * 3_600_000, '3 h'],
    [72 * 3_600_000, '3 days'],
  ])('%i ms', (milliseconds, words) => {
    expect(format.lasted(ago(milliseconds), now)).toBe(words)
  })
})

it('a time of another day says which day', () => {
  expect(format.dayAndTime(ago(1_000), now)).toMatch(/^\d\d:\d\d:\d\d$/)
  expect(format.dayAndTime(ago(3 * 86_400_000), now)).toMatch(/^2 Mar \d\d:\d\d$/)
})

it('writes thousands apart, and what is taken away with a true minus', () => {
  expect([999, 1_234, 12_500, -3].map((each) => format.formatNumber(each))).toEqual([
    '999',
    '1,234',
    '12,500',
    '−3',
  ])
  expect([-3, 3, 0, 1_234].map((each) => format.formatDifference(each))).toEqual([
    '−3',
    '+3',
    '0',
    '+1,234',
  ])
})

it('counts one thing in the singular', () => {
  expect([0, 1, 2, 1_234].map((each) => format.formatCount(each, 'bin', 'bins'))).toEqual([
    '0 bins',
    '1 bin',
    '2 bins',
    '1,234 bins',
  ])
})

it('writes money in hundredths, for people and for files', () => {
  expect([0, 5, 123_450].map((each) => format.formatMoney(each))).toEqual([
    '0.00',
    '0.05',
    '1,234.50',
  ])
  expect([-300, 123_450, 0].map((each) => format.formatWorth(each))).toEqual([
    '−3.00',
    '+1,234.50',
    '0.00',
  ])
  expect(format.plainMoney(123_450)).toBe('1234.50')
})

it.each([
  [8_000, '0:08'],
  [740_000, '12:20'],
  [11_045_000, '3:04:05'],
  [-5_000, '0:00'],
])('says %d ms as %s', (milliseconds, words) => {
  expect(format.formatDuration(milliseconds)).toBe(words)
})

it.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1.0 KiB'],
  [48_234_496, '46 MiB'],
])('says %d bytes as %s', (size, words) => {
  expect(format.formatBytes(size)).toBe(words)
})

it('no other file formats numbers, amounts or times', () => {
  const others = sources('shared', 'renderer', 'electron')
    .filter(({ path }) => path !== 'shared/words/format.ts')
    .filter(({ text }) => /\.toLocale\w*String\(|\bIntl\.|\.toFixed\(/.test(text))
    .map(({ path }) => path)
  expect(others).toEqual([])
})
