/** A short form of `npm run fuzz`: always the same cases. */
import { expect, test } from 'vitest'
import { runTarget } from '#test/fuzz/run.ts'
import { targets } from '#test/fuzz/targets.ts'

const cases: Readonly<Record<string, number>> = {
  frames: 500,
  api: 1_500,
  csv: 1_000,
  scans: 4_000,
  events: 120,
}

test.each(targets)(
  'whatever is thrown at $name, what has to hold holds',
  async (target) => {
    const most = cases[target.name] ?? 0
    const { failure, ...done } = await runTarget(target, { seed: 1, goOn: (so) => so < most })
    expect(failure).toBeUndefined()
    expect(done.cases).toBe(most)
  },
  240_000,
)
