import type { SignInFailures } from '../store/index.ts'

/** So many wrong PINs in a row lock an operator out for a while. */
export const MAX_FAILURES = 5

const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 60 * 60_000

/**
 * Until when an operator is locked out, in milliseconds since 1970; undefined when not. Each wrong PIN after a lock
 * doubles the next one.
 */
export function lockedUntil(
  { failures, lastFailure }: SignInFailures,
  now: number,
): number | undefined {
  if (failures < MAX_FAILURES) return undefined
  const duration = Math.min(FIRST_LOCK_MS * 2 ** (failures - MAX_FAILURES), LONGEST_LOCK_MS)
  // A clock that was set back must not lock anybody out for longer than the lock itself.
  const since = Math.min(lastFailure, now)
  return since + duration > now ? since + duration : undefined
}

/** How many more wrong PINs are borne before the (next) lock. */
export const attemptsLeft = ({ failures }: SignInFailures): number =>
  Math.max(MAX_FAILURES - failures, 0)
