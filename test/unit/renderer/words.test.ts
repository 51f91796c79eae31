import { describe, expect, test } from 'vitest'
import { packLabel } from '#renderer/work/words/packLabel.ts'
import { rowAfterKey } from '#renderer/ui/lists/rowKeys.ts'

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
