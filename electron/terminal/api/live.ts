import { setTimeout as delay } from 'node:timers/promises'

export type LiveSource<T> = {
  /** Calls `wake` whenever there may be something new. Returns how to stop. */
  readonly subscribe: (wake: () => void) => () => void
  /** What is new now; undefined when nothing is. */
  readonly take: () => T | undefined
  /** The listener has gone. */
  readonly signal: AbortSignal | undefined
}

/** Often enough for a person; seldom enough that a thousand changes in a second cost ten answers. */
const REST_MS = 100

/**
 * What is new, at once and then whenever something is. Many changes are one answer, a slow listener misses none of the
 * last, and nothing is left behind when it goes.
 */
export async function* live<T>({ subscribe, take, signal }: LiveSource<T>): AsyncGenerator<T> {
  const gone = () => signal?.aborted === true
  let due = true
  let wake = () => {}
  const rouse = () => {
    due = true
    wake()
  }
  const stop = subscribe(rouse)
  signal?.addEventListener('abort', rouse)
  try {
    while (!gone()) {
      if (!due) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await promise
        continue
      }
      due = false
      const value = take()
      if (value === undefined) continue
      yield value
      await delay(REST_MS, undefined, signal && { signal }).catch(() => undefined)
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', rouse)
  }
}
