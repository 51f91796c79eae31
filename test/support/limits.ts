/**
 * How long a test may take, and whatever it waits for: milliseconds, by level. Only what never comes is a failure, so
 * each is more than three times what the slowest has needed on a busy machine of two cores.
 */
export const testLimit = {
  unit: 20_000,
  integration: 180_000,
  simulation: 360_000,
  load: 360_000,
} as const

/** For what is waited for amid a test. */
export const waitLimit = 60_000

/** For a test that works off a whole site, or makes one. */
export const longLimit = 600_000
