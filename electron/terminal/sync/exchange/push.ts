import type { SendState } from '#shared/contract/api/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import type { AppendResult, CentralStore } from '../../central/index.ts'
import type { Identity, Ledger, Timing } from '../../commands/index.ts'
import { backoff } from './backoff.ts'
import { brokenBy } from './brokenBy.ts'
import { catchUpStream, type ConnectionEnd } from './catchUp.ts'
import { openPace, type Passage } from './pace.ts'
import { type Acknowledged, type Batch, planBatch, sameStart } from './plan.ts'
import type { Tally } from './tally.ts'

/** Appends under way at once, each on a stream of its own. */
const STREAMS_AT_ONCE = 32
/** How long a stream rests after the store has said no to it. */
const REFUSED_REST_MS = 60_000
/** So often in a row nothing was answered in time, although ever less was sent: the connection is no good. */
const MOST_LATE = 4
const lateRest = { firstMs: 1000, maxMs: 30_000 }

/** What push has to remember from one connection to the next. Losing it costs a question, never an event. */
export type PushMemory = {
  readonly acknowledged: Map<string, Acknowledged>
  /** Appends whose outcome is not known: sent again exactly as they were. */
  readonly unsettled: Map<string, Batch>
  /** Streams that the store said no to, and why. */
  readonly refused: Map<string, Problem>
  /** Streams whose last append did not succeed: for people who ask why something is still pending. */
  readonly attempts: Map<string, SendState>
  /**
   * The log was read to its end since the terminal was started. Before that it may have been put back from a copy
   * without knowing it yet, and sends nothing.
   */
  hasReadAll: boolean
  /** When an append was last answered, in milliseconds since 1970. */
  lastSentAt: number
  /** The store has said something else than before: the next connection looks at it. `looked`: one has. */
  contradiction: { readonly reason: Problem; readonly looked: boolean } | undefined
}

export const emptyMemory = (): PushMemory => ({
  acknowledged: new Map(),
  unsettled: new Map(),
  refused: new Map(),
  attempts: new Map(),
  hasReadAll: false,
  lastSentAt: -Infinity,
  contradiction: undefined,
})

/** Nothing that was sent is remembered: the log has to be read to its end first, as after a start. */
export function startAnew(memory: PushMemory): void {
  memory.acknowledged.clear()
  memory.unsettled.clear()
  memory.hasReadAll = false
  memory.contradiction = undefined
}

export type PushOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  readonly memory: PushMemory
  readonly tally: Tally
  readonly timing: Timing
  readonly heard: () => void
  readonly appended: (result: AppendResult['result']) => void
  /** Nothing is under way or waiting to be. */
  readonly idle: () => void
}

export type Pusher = {
  readonly start: () => void
  /** Streams that have something to push. */
  readonly add: (streams: Iterable<string>) => void
  readonly isIdle: () => boolean
  /** Settles when pushing cannot go on in this connection. */
  readonly ended: Promise<ConnectionEnd>
  /** Starts no more appends, and waits for those under way. */
  readonly stop: () => Promise<void>
}

/** Sends pending events, one append at a time on a stream, many streams at once. */
export function openPusher(options: PushOptions): Pusher {
  const { ledger, identity, central, memory, tally, timing } = options
  const ready = new Set<string>()
  const underWay = new Map<string, Promise<void>>()
  /** Streams whose last append was late. */
  const resting = new Set<string>()
  const pace = openPace(timing.now)
  const stopping = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<ConnectionEnd>()
  let started = false
  let waiting = false
  let lastTurn: Promise<void> = Promise.resolve()
  /** One after the other: deciding the tails of many streams again without a pause would keep others waiting. */
  const turn = () => (lastTurn = lastTurn.then(timing.yieldTurn))

  function pump(): void {
    if (!started) return
    for (const stream of ready) {
      if (stopping.signal.aborted || underWay.size >= STREAMS_AT_ONCE) return
      if (underWay.has(stream) || resting.has(stream)) continue
      if (pace.restMs() > 0) return void waitForSpace()
      const share = pace.share(ready.size + underWay.size)
      if (share === 0) return
      const batch = plan(stream, share)
      // What waits for the line keeps its turn, or it would wait for as long as others have something small.
      if (batch && !pace.admits(batch.bytes)) return
      ready.delete(stream)
      if (batch) underWay.set(stream, push(stream, batch))
    }
    if (underWay.size === 0 && !stopping.signal.aborted) options.idle()
  }

  async function waitForSpace(): Promise<void> {
    if (waiting) return
    waiting = true
    await timing.sleep(pace.restMs(), stopping.signal)
    waiting = false
    pump()
  }

  async function push(stream: string, batch: Batch): Promise<void> {
    try {
      const problem = await pushOnce(stream, batch)
      if (problem) fail(problem)
    } catch (error) {
      fail({ end: 'dropped', why: brokenBy(error) })
    } finally {
      underWay.delete(stream)
      pump()
    }
  }

  function fail(problem: ConnectionEnd): void {
    stopping.abort()
    end(problem)
  }

  /** The next append of a stream; undefined when there is none. */
  function plan(stream: string, most: number): Batch | undefined {
    try {
      const confirmed = ledger.books.get(stream).revision
      const acknowledged = acknowledgedBeyond(stream, confirmed)
      const head = acknowledged?.revision ?? confirmed
      const planned = (bytes?: number) =>
        planBatch(ledger.store.outbox.eachOf(stream, acknowledged?.through), head, bytes)
      const unsettled = memory.unsettled.get(stream)
      if (unsettled) {
        const whole = planned()
        // However little the line is trusted with now: it is the same append as before, or it would be a second one.
        if (whole && sameStart(unsettled, whole)) return unsettled
        memory.unsettled.delete(stream)
      }
      return planned(most)
    } catch (error) {
      // A broken disk, or a bug: the connection's owner hears of it as the end of this connection.
      fail({ end: 'dropped', why: brokenBy(error) })
      return undefined
    }
  }

  /** What the pull has brought back is no longer remembered. */
  function acknowledgedBeyond(stream: string, confirmed: number): Acknowledged | undefined {
    const acknowledged = memory.acknowledged.get(stream)
    if (acknowledged === undefined || acknowledged.revision > confirmed) return acknowledged
    memory.acknowledged.delete(stream)
    return undefined
  }

  async function pushOnce(stream: string, batch: Batch): Promise<ConnectionEnd | undefined> {
    memory.unsettled.set(stream, batch)
    const passage = pace.send(batch.bytes)
    const { deadlineMs } = passage
    const result = await central.append(stream, batch.events, batch.expected, deadlineMs)
    options.appended(result.result)
    remember(stream, result)
    if (result.result === 'unknown') return unknown(stream, result.why, passage)
    options.heard()
    memory.unsettled.delete(stream)
    memory.refused.delete(stream)
    switch (result.result) {
      case 'appended':
        pace.answered(passage)
        memory.acknowledged.set(stream, { revision: result.revision, through: batch.through })
        // What was accepted meanwhile has announced itself.
        if (batch.more) ready.add(stream)
        return undefined
      case 'wrong-expected-revision':
        pace.answered(passage)
        memory.acknowledged.delete(stream)
        return movedOn(stream, batch, result.current)
      case 'refused':
        pace.gone(passage)
        refuse(stream, result.why)
        return undefined
      default:
        return result satisfies never
    }
  }

  /** Late on a line that carries other things: only this stream waits, and sends the same again. */
  function unknown(stream: string, why: Problem, passage: Passage): ConnectionEnd | undefined {
    if (why.code !== 'timeout' || pace.late(passage) >= MOST_LATE) return { end: 'dropped', why }
    void restLate(stream)
    return undefined
  }

  async function restLate(stream: string): Promise<void> {
    resting.add(stream)
    const attempts = memory.attempts.get(stream)?.attempts ?? 1
    await timing.sleep(backoff(attempts, timing.random(), lateRest), stopping.signal)
    resting.delete(stream)
    ready.add(stream)
    pump()
  }

  function remember(stream: string, result: AppendResult): void {
    if (result.result === 'appended') memory.attempts.delete(stream)
    else {
      const attempts = (memory.attempts.get(stream)?.attempts ?? 0) + 1
      memory.attempts.set(stream, { attempts, problem: 'why' in result ? result.why : null })
    }
  }

  /** The stream has something that was not known here: read it before anything is decided again. */
  async function movedOn(
    stream: string,
    { expected }: Batch,
    current: number,
  ): Promise<ConnectionEnd | undefined> {
    if (current < expected) return wentBack(stream, expected, current)
    const problem = await catchUpStream(central, ledger, identity, tally, stream, turn)
    options.heard()
    if (problem?.end === 'refused') {
      refuse(stream, problem.why)
      return undefined
    }
    if (problem === undefined) ready.add(stream)
    return problem
  }

  /** The store has less of the stream than it had. */
  function wentBack(stream: string, expected: number, current: number): ConnectionEnd {
    const reason = problemOf('store-older', { stream, has: current, had: expected })
    if (expected <= ledger.books.get(stream).revision) return { end: 'contradicts', reason }
    // It had taken what was never read back: that is still pending here, and goes out again.
    startAnew(memory)
    return { end: 'dropped', why: reason }
  }

  function refuse(stream: string, why: Problem): void {
    memory.refused.set(stream, why)
    void rest(stream)
  }

  async function rest(stream: string): Promise<void> {
    await timing.sleep(REFUSED_REST_MS, stopping.signal)
    ready.add(stream)
    pump()
  }

  return {
    start: () => {
      started = true
      for (const stream of ledger.store.outbox.pendingStreams()) ready.add(stream)
      pump()
    },
    add: (streams) => {
      for (const stream of streams) ready.add(stream)
      pump()
    },
    isIdle: () => started && underWay.size + ready.size + resting.size === 0,
    ended,
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(underWay.values())
    },
  }
}
