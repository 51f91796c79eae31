import type { WriteOutcome } from './writeOutcome.ts'

/** Is told what the store does, for metrics. Must not throw. */
export interface Observer {
  /** A transaction with so many requests became durable in so many seconds. */
  committed(requests: number, seconds: number): void
  /** A transaction could not be written; those who asked for it are told. */
  failed(error: unknown): void
  /** A request to write was answered; `seconds` from its arrival. */
  written(outcome: WriteOutcome['kind'], events: number, seconds: number): void
}

export const silent: Observer = {
  committed: () => undefined,
  failed: () => undefined,
  written: () => undefined,
}
