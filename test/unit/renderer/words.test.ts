import { describe, expect, test } from 'vitest'
import { packLabel } from '#renderer/work/words/packLabel.ts'
import { dayAndTime, lasted } from '#renderer/work/words/time.ts'
import { rowAfterKey } from '#renderer/ui/lists/rowKeys.ts'
import { formatQuantity } from '#renderer/ui/marks/Quantity.tsx'

const now = Date.parse('2026-03-05T12:00:00.000Z')
const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString()

describe('how long something lasted is said as one would say it', () => {
  test.each([
    [59_000, undefined],
    [60_000, '1 min'],
    [12 * 60_000, '12 min'],
    [119 * 60_000, '119 min'],
    [3 * 3_600_000, '3 h'],
    [72 * 3_600_000, '3 days'],
  ])('%i ms', (milliseconds, words) => {
    expect(lasted(ago(milliseconds), now)).toBe(words)
  })
})

test('a time of another day says which day', () => {
  expect(dayAndTime(ago(1_000), now)).toMatch(/^\d\d:\d\d:\d\d$/)
  expect(dayAndTime(ago(3 * 86_400_000), now)).toMatch(/^2 Mar \d\d:\d\d$/)
})

test('what is taken away has a true minus, what comes in a plus where signs are asked for', () => {
  expect(formatQuantity(-3, true)).toBe('−3')
  expect(formatQuantity(3, true)).toBe('+3')
  expect(formatQuantity(0, true)).toBe('0')
  expect(formatQuantity(12_500)).toBe('12,500')
})

test('a pack says how many it holds, once', () => {
  expect(packLabel({ name: 'case', factor: 12 })).toBe('case of 12')
  expect(packLabel({ name: 'case of 12', factor: 12 })).toBe('case of 12')
  expect(packLabel({ name: 'each', factor: 1 })).toBe('each')
})

describe('keys move within a list and never out of it', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 8],
    ['PageUp', 3, 0],
    ['Home', 7, 0],
    ['End', 2, 9],
    ['a', 2, undefined],
  ])('%s from %i', (key, from, to) => {
    expect(rowAfterKey(key, from, 10, 5)).toBe(to)
  })

  test('in an empty list there is nowhere to go', () => {
    expect(rowAfterKey('ArrowDown', -1, 0, 5)).toBeUndefined()
  })
})
