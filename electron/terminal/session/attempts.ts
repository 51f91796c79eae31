import type { SignInFailures } from '../store/index.ts'

/** So many wrong PINs in a row lock an operator out for a while. */
export const MAX_FAILURES = 5

const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 60 * 60_000

/** How long the last wrong PIN locks an operator out, in milliseconds. Each one after a lock doubles the next. */
export const lockLength = (failures: number): number =>
  failures < MAX_FAILURES
    ? 0
    : Math.min(FIRST_LOCK_MS * 2 ** (failures - MAX_FAILURES), LONGEST_LOCK_MS)

/** How many more wrong PINs are borne before the (next) lock. */
export const attemptsLeft = ({ failures }: Pick<SignInFailures, 'failures'>): number =>
  Math.max(MAX_FAILURES - failures, 0)

export type AttemptSurroundings = {
  readonly failures: {
    readonly all: () => readonly (SignInFailures & { readonly operator: string })[]
    readonly of: (operator: string) => SignInFailures
    readonly add: (operator: string, now: number) => void
    readonly clear: (operator: string) => void
  }
  /** ISO 8601. */
  readonly now: () => string
  /** Milliseconds that only ever grow, also while the machine sleeps. */
  readonly uptime: () => number
}

export type Attempts = ReturnType<typeof openAttempts>

/**
 * Wrong PINs, and for how long they lock. While the terminal runs a lock is measured by the time since the machine
 * was started, which nobody can set. What is left of one from an earlier run is found by the clock, once, when the
 * terminal starts: a clock that was set back since makes it as long as it was at first, and no longer.
 */
export function openAttempts({ failures, now, uptime }: AttemptSurroundings) {
  const startedAt = Date.parse(now())
  const lastAt = new Map(
    failures
      .all()
      .map(({ operator, lastFailure }) => [
        operator,
        uptime() - Math.max(0, startedAt - lastFailure),
      ]),
  )
  return {
    /** Milliseconds for which an operator is locked out; 0 when not. */
    lockedFor: (operator: string): number => {
      const at = lastAt.get(operator)
      if (at === undefined) return 0
      return Math.max(0, at + lockLength(failures.of(operator).failures) - uptime())
    },
    left: (operator: string): number => attemptsLeft(failures.of(operator)),
    add: (operator: string): void => {
      lastAt.set(operator, uptime())
      failures.add(operator, Date.parse(now()))
    },
    clear: (operator: string): void => {
      lastAt.delete(operator)
      failures.clear(operator)
    },
  }
}
