import { assert, double, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { backoff } from '#electron/terminal/sync/exchange/backoff.ts'

const policy = { firstMs: 100, maxMs: 5000 }

it('doubles with each failure in a row, up to the longest wait', () => {
  const longest = [1, 2, 3, 4, 50].map((failures) => backoff(failures, 0.999_999, policy))
  expect(longest).toEqual([100, 200, 400, 800, 5000])
})

it('waits between a half and the whole, whatever chance says', () => {
  assert(
    property(
      integer({ min: 0, max: 1e6 }),
      double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const wait = backoff(failures, random, policy)
        expect(wait).toBeGreaterThanOrEqual(policy.firstMs / 2)
        expect(wait).toBeLessThanOrEqual(policy.maxMs)
      },
    ),
  )
})
