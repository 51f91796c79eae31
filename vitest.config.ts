import { defineConfig } from 'vitest/config'

/** `unit` needs nothing but Node; `integration` opens real files and sockets; `simulation` is seeded and long by choice. */
const project = (name: string, testTimeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 30_000,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', 5_000),
      project('integration', 60_000),
      project('simulation', 120_000),
    ],
  },
})
