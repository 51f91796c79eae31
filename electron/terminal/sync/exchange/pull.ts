import type { Problem } from '#shared/contract/problem.ts'
import type { CentralEvent, CentralStore, CentralSubscription } from '../../central/index.ts'
import type { Identity, Ledger, Timing } from '../../commands/index.ts'
import type { Checkpoint } from '../../store/index.ts'
import { catchUpStream, type ConnectionEnd } from './catchUp.ts'
import { ingest } from './ingest.ts'
import { openSliceSize, slicesOf } from './slices.ts'
import type { Tally } from './tally.ts'

/**
 * After a small chunk, how long to let more gather: each chunk is a transaction that waits for the disk, and keeps
 * whoever scans waiting. So many times what it took, within limits.
 */
const GATHER = { times: 5, leastMs: 10, mostMs: 100 }
const SMALL_CHUNK = 50

/** Pending intentions of a stream from which on it is worth a transaction of its own to decide them again. */
const LONG_TAIL = 20

export type PullOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  readonly subscription: CentralSubscription
  readonly tally: Tally
  /** Names what is followed; kept with the checkpoint. */
  readonly follows: string
  readonly timing: Timing
  readonly signal: AbortSignal
  /** The store has answered. */
  readonly heard: () => void
  /** An event was taken in that the store recorded then. */
  readonly reached: (recordedAt: string) => void
  /** The store does not give what this stream has beyond what is known here. */
  readonly refused: (stream: string, why: Problem) => void
  /** Nothing more was waiting. What is left to do before more is taken in is done when it resolves. */
  readonly caughtUp: () => Promise<void>
}

/** The checkpoint after a chunk: how far was looked, and the last event that was seen. */
function advance(
  previous: Checkpoint | undefined,
  position: string | undefined,
  events: readonly CentralEvent[],
  follows: string,
): Checkpoint | undefined {
  const last = events.at(-1)
  const event = last ? { id: last.id, position: last.position } : previous?.event
  const reached = position ?? last?.position
  return reached === undefined ? previous : { position: reached, event, follows }
}

/** Takes in what the subscription brings, chunk by chunk, until it ends. Never waits for push. */
export async function pull(options: PullOptions): Promise<ConnectionEnd> {
  const { ledger, identity, central, subscription, tally, follows } = options
  const size = openSliceSize()
  for (;;) {
    const item = await subscription.next()
    if (item.kind === 'dropped') return { end: 'dropped', why: item.why }
    options.heard()
    const began = options.timing.now()
    const previous = ledger.store.checkpoints.read()
    const checkpoint = advance(previous, item.position, item.events, follows)
    if (item.events.length > 0 || checkpoint !== previous) {
      const ended = await takeInSlices(item.events, previous, checkpoint)
      if (ended) return ended
    }
    const last = item.events.at(-1)
    if (last) options.reached(last.recordedAt)
    if (item.caughtUp) await options.caughtUp()
    if (item.events.length >= SMALL_CHUNK) await options.timing.yieldTurn()
    else await options.timing.sleep(gatherFor(options.timing.now() - began), options.signal)
  }

  function gatherFor(tookMs: number): number {
    return Math.min(GATHER.mostMs, Math.max(GATHER.leastMs, GATHER.times * tookMs))
  }

  /** Each in a transaction of its own, with as much of the log as is in by then; others get their turn in between. */
  async function takeInSlices(
    events: readonly CentralEvent[],
    previous: Checkpoint | undefined,
    checkpoint: Checkpoint | undefined,
  ): Promise<ConnectionEnd | undefined> {
    const slices = slicesOf(events, size.most(), hasLongTail(events))
    if (slices.length <= 1) return takeInMeasured(events, checkpoint)
    for (const slice of slices) {
      const isLast = slice === slices.at(-1)
      const sofar = advance(previous, undefined, events.slice(0, slice.through), follows)
      const ended = await takeInMeasured(slice.events, isLast ? checkpoint : sofar)
      if (ended) return ended
      if (!isLast) await options.timing.yieldTurn()
    }
    return undefined
  }

  /** Streams of which others recorded something that this terminal's own pending events have to be decided on. */
  function hasLongTail(events: readonly CentralEvent[]): (stream: string) => boolean {
    const ofOthers = events.filter(({ metadata }) => !isOwn(metadata))
    const streams = new Set(ofOthers.map(({ stream }) => stream))
    return (stream) => streams.has(stream) && ledger.store.outbox.hasOpen(stream, LONG_TAIL)
  }

  function isOwn(metadata: unknown): boolean {
    if (typeof metadata !== 'object' || metadata === null) return false
    return Reflect.get(metadata, 'terminal') === identity.terminal
  }

  async function takeInMeasured(
    events: readonly CentralEvent[],
    checkpoint: Checkpoint | undefined,
  ): Promise<ConnectionEnd | undefined> {
    const began = options.timing.now()
    const ended = await takeIn(events, checkpoint)
    size.took(events.length, options.timing.now() - began)
    return ended
  }

  async function takeIn(
    events: readonly CentralEvent[],
    checkpoint: Checkpoint | undefined,
  ): Promise<ConnectionEnd | undefined> {
    for (let allowGaps = false; ; allowGaps = true) {
      const result = ingest(ledger, identity, events, { checkpoint, allowGaps })
      if (result.outcome === 'replaced') return { end: 'contradicts', reason: result.reason }
      if (result.outcome === 'ingested') {
        tally.ingested(result)
        return result.shared ? { end: 'shared' } : undefined
      }
      for (const stream of result.streams) {
        const ended = await catchUpStream(central, ledger, identity, tally, stream)
        if (ended?.end === 'refused') options.refused(stream, ended.why)
        else if (ended) return ended
      }
    }
  }
}
