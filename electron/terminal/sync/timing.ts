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
