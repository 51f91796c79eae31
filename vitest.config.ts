import { defineConfig } from 'vitest/config'
import { testLimit, waitLimit } from './test/support/limits.ts'

/**
 * `unit` needs nothing but Node; `integration` opens real files and sockets; `simulation` is seeded and long by choice;
 * `load` keeps the machine busy within somebody's deadline, so it comes last and has the machine for itself.
 */
const project = (name: keyof typeof testLimit, alone = false) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testLimit[name],
    hookTimeout: testLimit.integration,
    // What a test waits for comes when the machine gets to it; only what never comes is a failure.
    expect: { poll: { timeout: Math.min(waitLimit, testLimit[name]), interval: 20 } },
    pool: 'forks' as const,
    fileParallelism: !alone,
    sequence: { groupOrder: alone ? 1 : 0 },
  },
})

export default defineConfig({
  test: {
    // Most files wait for a socket or a disk: one for each core, where the default leaves a core idle.
    maxWorkers: '100%',
    projects: [
      project('unit'),
      project('integration'),
      project('simulation'),
      project('load', true),
    ],
  },
})
