import { expect, test } from 'vitest'
import { isToken, makeToken } from '#electron/browser/access.ts'

test('a token is new each time and only equal to itself', () => {
  const [a, b] = [makeToken(), makeToken()]
  expect(isToken(a, a)).toBe(true)
  expect(isToken(a, b)).toBe(false)
  expect(isToken(a, `${a}x`)).toBe(false)
  expect(isToken(a, '')).toBe(false)
})
