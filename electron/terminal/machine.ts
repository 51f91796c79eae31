import { randomUUID } from 'node:crypto'
import { uptime } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { Surroundings, Timing } from './commands/index.ts'

/** This machine's clock and randomness. */
export const machine: Surroundings = {
  now: () => new Date().toISOString(),
  monotonicNow: () => performance.now(),
  newId: randomUUID,
  uptime: () => uptime() * 1000,
}

/** Timers that end early when a signal aborts, and leave no listener behind. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}

export const machineTiming: Timing = {
  now: Date.now,
  sleep,
  yieldTurn: () => new Promise((resolve) => void setImmediate(resolve)),
  random: Math.random,
}
