import { type Problem, problemOf } from '#shared/contract/problem.ts'
import type { AppendResult, CentralStore } from '../central/index.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import { brokenBy } from './brokenBy.ts'
import { catchUpStream, type SessionEnd } from './catchUp.ts'
import { type Acknowledged, type Batch, planBatch, sameStart } from './plan.ts'
import type { Tally } from './tally.ts'
import type { Timing } from './timing.ts'

/** Appends under way at once, each on a stream of its own. */
const STREAMS_AT_ONCE = 32
/** How long a stream rests after the store has said no to it. */
const REFUSED_REST_MS = 60_000

/** What push has to remember from one session to the next. Losing it costs a question, never an event. */
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
}

/** How often a stream's pending events were sent in vain, and what came of the last time. */
export type SendState = { readonly attempts: number; readonly problem: Problem | null }

export const emptyMemory = (): PushMemory => ({
  acknowledged: new Map(),
  unsettled: new Map(),
  refused: new Map(),
  attempts: new Map(),
  hasReadAll: false,
})

/** Nothing that was sent is remembered: the log has to be read to its end first, as after a start. */
export function startAnew(memory: PushMemory): void {
  memory.acknowledged.clear()
  memory.unsettled.clear()
  memory.hasReadAll = false
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
  /** Settles when pushing cannot go on in this session. */
  readonly ended: Promise<SessionEnd>
  /** Starts no more appends, and waits for those under way. */
  readonly stop: () => Promise<void>
}

/** Sends pending events, one append at a time on a stream, many streams at once. */
export function openPusher(options: PushOptions): Pusher {
  const { ledger, identity, central, memory, tally, timing } = options
  const ready = new Set<string>()
  const underWay = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<SessionEnd>()
  let started = false

  function pump(): void {
    if (!started || stopping.signal.aborted) return
    for (const stream of ready) {
      if (underWay.size >= STREAMS_AT_ONCE) return
      if (underWay.has(stream)) continue
      ready.delete(stream)
      underWay.set(stream, push(stream))
    }
    if (underWay.size === 0) options.idle()
  }

  async function push(stream: string): Promise<void> {
    try {
      const problem = await pushOnce(stream)
      if (problem) {
        stopping.abort()
        end(problem)
      }
    } catch (error) {
      // A broken disk, or a bug: the session's owner hears of it as the end of this session.
      stopping.abort()
      end({ end: 'dropped', why: brokenBy(error) })
    } finally {
      underWay.delete(stream)
      pump()
    }
  }

  function plan(stream: string): Batch | undefined {
    const { revision } = ledger.books.get(stream)
    const acknowledged = memory.acknowledged.get(stream)
    if (acknowledged && acknowledged.revision <= revision) memory.acknowledged.delete(stream)
    const planned = planBatch(ledger.store.outbox.eachOf(stream), revision, acknowledged)
    const unsettled = memory.unsettled.get(stream)
    return planned && unsettled && sameStart(unsettled, planned) ? unsettled : planned
  }

  async function pushOnce(stream: string): Promise<SessionEnd | undefined> {
    const batch = plan(stream)
    if (batch === undefined) {
      memory.unsettled.delete(stream)
      return undefined
    }
    memory.unsettled.set(stream, batch)
    const result = await central.append(stream, batch.events, batch.expected)
    options.appended(result.result)
    remember(stream, result)
    if (result.result === 'unknown') return { end: 'dropped', why: result.why }
    options.heard()
    memory.unsettled.delete(stream)
    memory.refused.delete(stream)
    switch (result.result) {
      case 'appended':
        acknowledge(stream, batch, result.revision)
        // What was accepted meanwhile has announced itself.
        if (batch.more) ready.add(stream)
        return undefined
      case 'wrong-expected-revision':
        memory.acknowledged.delete(stream)
        return movedOn(stream, batch, result.current)
      case 'refused':
        refuse(stream, result.why)
        return undefined
      default:
        return result satisfies never
    }
  }

  function remember(stream: string, result: AppendResult): void {
    if (result.result === 'appended') memory.attempts.delete(stream)
    else {
      const attempts = (memory.attempts.get(stream)?.attempts ?? 0) + 1
      memory.attempts.set(stream, { attempts, problem: 'why' in result ? result.why : null })
    }
  }

  function acknowledge(stream: string, { events }: Batch, revision: number): void {
    const before = memory.acknowledged.get(stream)?.ids ?? []
    const ids = new Set([...before, ...events.map(({ id }) => id)])
    memory.acknowledged.set(stream, { revision, ids })
  }

  /** The stream has something that was not known here: read it before anything is decided again. */
  async function movedOn(
    stream: string,
    { expected }: Batch,
    current: number,
  ): Promise<SessionEnd | undefined> {
    if (current < expected)
      return {
        end: 'parked',
        reason: problemOf(
          'store-other',
          `The central store has ${stream} only up to ${current}, though it had ${expected}.`,
        ),
      }
    const problem = await catchUpStream(central, ledger, identity, tally, stream)
    options.heard()
    if (problem?.end === 'refused') {
      refuse(stream, problem.why)
      return undefined
    }
    if (problem === undefined) ready.add(stream)
    return problem
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
    isIdle: () => started && underWay.size === 0 && ready.size === 0,
    ended,
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(underWay.values())
    },
  }
}
