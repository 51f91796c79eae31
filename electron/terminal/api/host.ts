import type { TerminalStatus } from '#shared/contract/api/index.ts'

/** What the API says about the host around the terminal, and what it tells it. */
export type ApiHost = {
  readonly version: string
  /** Where Prometheus finds the metrics; null where they are not served. */
  readonly metricsAddress: () => string | null
  /** Where events go. */
  readonly central: () => TerminalStatus['central']
  /** Something of weight was done, and by whom: for the log. */
  readonly told: (what: string, facts: object) => void
  /** A bug or a broken machine, behind a call of the API. The screen is told only that it failed. */
  readonly failed: (error: unknown, procedure: string) => void
}
