/** What comes in from outside, so that the rest is a function of it. */
export type Surroundings = {
  /** ISO 8601, from this machine's clock. */
  readonly now: () => string
  /** Milliseconds that only ever grow, for durations. */
  readonly monotonicNow: () => number
  readonly newId: () => string
  /** Milliseconds that only ever grow, also while the machine sleeps: by them it is seen that the clock was set. */
  readonly uptime: () => number
}

/** Time and chance, from outside. */
export type Timing = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Lets the event loop do something else. */
  readonly yieldTurn: () => Promise<void>
  /** At least 0 and below 1. */
  readonly random: () => number
}
