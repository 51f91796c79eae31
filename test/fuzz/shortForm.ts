import { expect, test } from 'vitest'
import { longLimit } from '#test/support/limits.ts'
import { runTarget } from './run.ts'
import type { Target } from './target.ts'

/**
 * A short form of `npm run fuzz`: always the same cases, so many of each target. All files together fuzz for about a
 * minute. Targets of one file come one after the other: some never leave the thread to others while they are tried.
 */
export const shortForm = (cases: readonly (readonly [target: Target, cases: number])[]): void =>
  test.each(cases.map(([target, most]) => ({ name: target.name, target, most })))(
    'whatever is thrown at $name, what has to hold holds',
    async ({ target, most }) => {
      const { failure, ...done } = await runTarget(target, { seed: 1, goOn: (so) => so < most })
      expect(failure).toBeUndefined()
      expect(done.cases).toBe(most)
    },
    longLimit,
  )
