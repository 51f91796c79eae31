/** Wrong PINs in a row for one operator on this terminal. Times are milliseconds since 1970. */
export type Attempts = { readonly failures: number; readonly lastFailure: number }

/** So many wrong PINs lock an operator out for a while. */
export const MAX_FAILURES = 5

const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 60 * 60_000

/** Until when an operator is locked out; undefined when not. Each wrong PIN after a lock doubles the next one. */
export function lockedUntil({ failures, lastFailure }: Attempts, now: number): number | undefined {
  if (failures < MAX_FAILURES) return undefined
  const duration = Math.min(FIRST_LOCK_MS * 2 ** (failures - MAX_FAILURES), LONGEST_LOCK_MS)
  // A clock that was set back must not lock anybody out for longer than the lock itself.
  const since = Math.min(lastFailure, now)
  return since + duration > now ? since + duration : undefined
}

/** How many more wrong PINs are borne before the (next) lock. */
export const attemptsLeft = ({ failures }: Attempts): number => Math.max(MAX_FAILURES - failures, 0)
