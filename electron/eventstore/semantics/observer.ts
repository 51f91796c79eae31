import type { WriteOutcome } from './writeOutcome.ts'

/** Is told what the store does, for metrics. Must not throw. */
export interface Observer {
  /** A transaction with so many requests became durable in so many seconds. */
  committed(requests: number, seconds: number): void
  /** A request to write was answered; `seconds` from its arrival. */
  written(outcome: WriteOutcome['kind'], events: number, seconds: number): void
}

export const silent: Observer = { committed: () => undefined, written: () => undefined }
