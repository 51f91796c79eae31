import type { Problem } from '#shared/contract/problem.ts'
import type { Link } from '#shared/contract/api/index.ts'
import { problemOf } from '#shared/words/index.ts'
import type { Ledger, Timing } from '../commands/index.ts'
import type { Tally } from './exchange/tally.ts'

export type SyncReport = {
  /** Events of this terminal that the central store was seen to have, since the call. */
  readonly pushed: number
  /** Events of others that came in since the call. */
  readonly pulled: number
  /** Intentions that were decided again since the call. */
  readonly rebased: number
  /** This terminal's intentions that need a person now. */
  readonly conflicts: number
  /** Intentions that only this terminal has now, held ones included. */
  readonly pending: number
  readonly online: boolean
  /** What keeps it from being done; null when it is. */
  readonly problem: Problem | null
}

export type IdleWait = {
  /** Milliseconds; what is not done by then is left for later. */
  readonly timeoutMs: number
  /** How many attempts in a row may fail before it is called offline. */
  readonly attempts?: number
}

const ATTEMPTS = 3

type Watched = {
  readonly ledger: Ledger
  readonly timing: Timing
  readonly start: () => void
  readonly link: () => Link
  readonly failures: () => number
  readonly tally: Tally
  readonly isIdle: () => boolean
  readonly refused: ReadonlyMap<string, Problem>
  readonly onProgress: (listener: () => void) => () => void
}

/** Pushes and pulls until there is nothing more to do, there is no reaching the store, or the time is up. */
export async function waitUntilIdle(
  { timeoutMs, attempts = ATTEMPTS }: IdleWait,
  watched: Watched,
): Promise<SyncReport> {
  const { ledger, timing, link, tally } = watched
  const before = tally.read()
  let wasOnline = false

  const done = () => {
    const { state } = link()
    wasOnline ||= state === 'online'
    if (state === 'parked') return true
    if (state === 'offline') return !wasOnline && watched.failures() >= attempts
    if (state === 'connecting' || !watched.isIdle()) return false
    const streams = ledger.store.outbox.pendingStreams()
    return streams.every((stream) => watched.refused.has(stream))
  }

  const timeUp = new AbortController()
  const finished = new Promise<void>((resolve) => {
    const check = () => {
      if (done()) resolve()
    }
    const stops = [watched.onProgress(check), ledger.changes.subscribe(check)]
    timeUp.signal.addEventListener('abort', () => stops.forEach((stop) => stop()))
    watched.start()
    check()
  })
  await Promise.race([finished, timing.sleep(timeoutMs, timeUp.signal)])
  timeUp.abort()

  const after = tally.read()
  const { pending, held, conflict } = ledger.store.outbox.summary()
  return {
    pushed: after.pushed - before.pushed,
    pulled: after.pulled - before.pulled,
    rebased: after.rebased - before.rebased,
    conflicts: conflict,
    pending: pending + held,
    online: link().state === 'online',
    problem: problemNow(watched),
  }
}

/** What stands in the way, the connection before a stream. */
function problemNow({ ledger, link, isIdle, refused }: Watched): Problem | null {
  const { state, problem } = link()
  if (state !== 'online') return problem ?? problemOf('not-finished')
  const [stream] = ledger.store.outbox.pendingStreams()
  if (stream !== undefined) return refused.get(stream) ?? problemOf('not-finished')
  const [unread] = refused.values()
  return unread ?? (isIdle() ? null : problemOf('not-finished'))
}
