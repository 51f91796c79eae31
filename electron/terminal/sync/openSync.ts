import type { Link, SendState } from '#shared/contract/api/index.ts'
import { followedPrefixes } from '#shared/domain/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { problemOf, refusal } from '#shared/words/index.ts'
import type { AppendResult, ConnectCentral } from '../central/index.ts'
import type { Ledger, Timing } from '../commands/index.ts'
import { brokenBy } from './exchange/brokenBy.ts'
import { backoff, type BackoffPolicy, defaultBackoff } from './exchange/backoff.ts'
import type { ConnectionEnd } from './exchange/catchUp.ts'
import { type AcceptAnswer, type AcceptOrder, type AcceptRequest, refusedFor } from './link/halt.ts'
import { keepLink } from './link/link.ts'
import { openOverdue } from '../reactions/index.ts'
import { emptyMemory, startAnew } from './exchange/push.ts'
import { type OpenConnection, runConnection } from './link/connection.ts'
import { openTally } from './exchange/tally.ts'
import { type IdleWait, waitUntilIdle } from './untilIdle.ts'

export type SyncOptions = {
  readonly ledger: Ledger
  readonly connect: ConnectCentral
  /** The central store's connection string; undefined while there is none. A rejection means: not now. */
  readonly address: () => Promise<string | undefined>
  /** A supervisor's terminal follows every warehouse. */
  readonly followAll: boolean
  readonly timing: Timing
  readonly backoffPolicy?: BackoffPolicy | undefined
  readonly appended: (result: AppendResult['result']) => void
}

export type Sync = {
  /** Connects, and goes on for as long as it is not stopped. Started twice, it is started once. */
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Tries now instead of waiting; a parked link is looked at again. */
  readonly retryNow: () => void
  /** Ends the connection there is, and makes another one now: the address is another. */
  readonly reconnect: () => void
  /** A supervisor takes the store that is there as the one to work with. Connects for it. */
  readonly acceptStore: (asked: AcceptRequest) => Promise<AcceptAnswer>
  readonly link: () => Link
  readonly onLink: (listener: () => void) => () => void
  readonly isCaughtUp: () => boolean
  /** How far the pull is behind, in seconds; 0 when it has caught up or is not connected. */
  readonly lagSeconds: () => number
  /** Streams that the store has said no to, and why. They are tried again now and then. */
  readonly refused: () => ReadonlyMap<string, Problem>
  /** What came of sending a stream's pending events since the terminal was opened. */
  readonly sendState: (stream: string) => SendState
  /** Connects for it, and only for it, where sync was not started before. */
  readonly untilIdle: (wait: IdleWait) => ReturnType<typeof waitUntilIdle>
}

/** A parked link is looked at again by itself as seldom as this. */
const PARKED_REST_MS = 60_000

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Keeps a terminal in step with its central store, by the rules of sync. */
export function openSync(options: SyncOptions): Sync {
  const { ledger, timing } = options
  const policy = options.backoffPolicy ?? defaultBackoff
  const link = keepLink(timing.now)
  const tally = openTally()
  const memory = emptyMemory()
  const overdue = openOverdue(ledger)
  const progress = new Set<() => void>()
  const progressed = () => progress.forEach((listener) => listener())
  let connection: OpenConnection | undefined
  let failures = 0
  /** Something came of the last connection: that it ended is the network's doing, and worth a quick attempt. */
  let gotOn = false
  let stopping: AbortController | undefined
  let running: Promise<void> | undefined
  let resting = new AbortController()
  let attempting = new AbortController()
  let order: AcceptOrder | undefined

  link.subscribe(progressed)
  ledger.onPending((streams) => {
    for (const stream of streams) memory.refused.delete(stream)
    connection?.pusher.add(streams)
  })

  async function attempt(signal: AbortSignal): Promise<ConnectionEnd> {
    gotOn = false
    link.connecting()
    try {
      const identity = ledger.identity()
      if (identity === undefined) return { end: 'dropped', why: problemOf('not-set-up') }
      const url = await options.address()
      if (url === undefined) return { end: 'dropped', why: problemOf('no-central-store') }
      const central = await options.connect(url)
      return await runConnection({
        ledger,
        identity,
        central,
        prefixes: options.followAll ? undefined : followedPrefixes(identity.warehouse),
        memory,
        tally,
        timing,
        link,
        signal,
        appended: options.appended,
        progressed,
        overdue,
        opened: (open) => {
          connection = open
        },
        takeOrder: () => {
          const taken = order
          order = undefined
          return taken
        },
        recognised: () => refuseOrder(refusal('not-halted')),
      })
    } catch (error) {
      return { end: 'dropped', why: brokenBy(error) }
    } finally {
      gotOn = connection?.gotOn() ?? false
      connection = undefined
    }
  }

  /** What a supervisor asked for cannot be done now. */
  function refuseOrder(answer: AcceptAnswer): void {
    order?.answer(answer)
    order = undefined
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      attempting = new AbortController()
      const ended = await attempt(AbortSignal.any([signal, attempting.signal]))
      if (signal.aborted) break
      if (attempting.signal.aborted) {
        // What was wrong with the old address says nothing about the new one.
        link.offline(undefined)
        continue
      }
      if (ended.end === 'dropped') refuseOrder(refusedFor(ended.why))
      if (ended.end === 'contradicts')
        memory.contradiction = { reason: ended.reason, looked: false }
      // There is something to be done at once: to read the store that was accepted, or to look at it.
      if (ended.end === 'accepted' || ended.end === 'contradicts' || order) continue
      failures = gotOn ? 1 : failures + 1
      resting = new AbortController()
      const rest = AbortSignal.any([signal, resting.signal])
      if (ended.end === 'shared') {
        startAnew(memory)
        link.shared(problemOf('terminal-shared'))
        await untilAborted(rest)
        continue
      }
      const wait =
        ended.end === 'parked' ? PARKED_REST_MS : backoff(failures, timing.random(), policy)
      const next = timing.now() + wait
      if (ended.end === 'parked') link.parked(ended.reason, next)
      else link.offline(ended.why, next)
      await timing.sleep(wait, rest)
    }
    refuseOrder(refusedFor(problemOf('unreachable')))
    link.offline(undefined)
  }

  const start = () => {
    if (running) return
    const controller = new AbortController()
    stopping = controller
    running = run(controller.signal).finally(() => {
      running = undefined
    })
  }

  const retryNow = () => {
    failures = 0
    resting.abort()
  }

  const reconnect = () => {
    memory.refused.clear()
    attempting.abort()
    retryNow()
  }

  const stop = async () => {
    stopping?.abort()
    await running
  }

  const isCaughtUp = () => connection?.isCaughtUp() ?? false
  return {
    start,
    stop,
    retryNow,
    reconnect,
    acceptStore: async (asked) => {
      if (link.current().state === 'online') return refusal('not-halted')
      const wasRunning = running !== undefined
      const { promise, resolve } = Promise.withResolvers<AcceptAnswer>()
      refuseOrder(refusedFor(problemOf('unreachable')))
      order = { asked, answer: resolve }
      start()
      retryNow()
      const answer = await promise
      if (!wasRunning) await stop()
      return answer
    },
    link: link.current,
    onLink: link.subscribe,
    isCaughtUp,
    lagSeconds: () => connection?.lagSeconds() ?? 0,
    refused: () => memory.refused,
    sendState: (stream) => memory.attempts.get(stream) ?? { attempts: 0, problem: null },
    untilIdle: async (wait) => {
      const wasRunning = running !== undefined
      retryNow()
      const report = await waitUntilIdle(wait, {
        ledger,
        timing,
        start,
        link: link.current,
        failures: () => failures,
        tally,
        isIdle: () =>
          isCaughtUp() && connection?.hasReadAgain() === true && connection.pusher.isIdle(),
        refused: memory.refused,
        onProgress: (listener) => {
          progress.add(listener)
          return () => void progress.delete(listener)
        },
      })
      if (!wasRunning) await stop()
      return report
    },
  }
}
