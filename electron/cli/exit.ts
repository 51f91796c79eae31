/** What the command line ends with. A refusal is an outcome: it ends with `ok`. */
export const exitCodes = {
  ok: 0,
  /** The machine is broken, or the data folder cannot be used. */
  failed: 1,
  wrongUsage: 2,
  /** Another Tallydeck holds the data folder. */
  inUse: 3,
  /** `check` has found something. */
  found: 4,
  /** Ended by SIGINT or SIGTERM, as a shell tells it: 128 and the signal's number. */
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The command line was not used as it is meant: said on standard error, ends with 2. */
export class UsageError extends Error {}
