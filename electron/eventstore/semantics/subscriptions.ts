import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import { allMatcher, type Filter } from './filter.ts'
import { resolveLink, type MayRead, type ResolvedEvent } from './links.ts'
import type { Log } from './log.ts'
import type { ReadFrom } from './reads.ts'
import { orAborted } from './signal.ts'
import { visibility } from './visibility.ts'

export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly resolved: ResolvedEvent }
  | { readonly kind: 'checkpoint'; readonly position: number }
  | { readonly kind: 'caught-up' }
  /** The stream was tombstoned. Nothing comes after this. */
  | { readonly kind: 'deleted' }

interface SubscriptionOptions {
  /** Exclusive: the first event is the one after it. `end` takes only what is written from now on. */
  readonly from: ReadFrom
  readonly resolveLinks: boolean
}

export interface StreamSubscription extends SubscriptionOptions {
  readonly stream: string
}

export interface AllSubscription extends SubscriptionOptions {
  readonly filter?: FilterWithCheckpoints
}

export interface FilterWithCheckpoints extends Filter {
  /** A checkpoint is sent each time this many events were looked at, whether or not they matched. */
  readonly checkpointInterval: number
}

const caughtUp: SubscriptionMessage = { kind: 'caught-up' }

/**
 * Catch-up subscriptions. Each is a cursor in the log: read on after it, or wait until the log has grown.
 * So there is no live buffer that could overflow, no hand-over that could lose or double an event,
 * and a consumer that does not take its messages costs nothing but its cursor.
 */
export class Subscriptions {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  async *stream(
    { stream, from, resolveLinks }: StreamSubscription,
    mayRead: MayRead,
    signal: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage[]> {
    const { directory, reader } = this.#log
    let cursor = from === 'start' ? -1 : from === 'end' ? directory.lastRevision(stream) : from
    let live = false
    /** Every event of the stream up to this position of the log is behind the cursor. */
    let seenPosition = 0
    while (!signal.aborted) {
      const grown = this.#log.grown.next
      const recent = live ? this.#log.recentAfter(seenPosition) : undefined
      // Taken together and before anything is waited for: what is written meanwhile is the next round's.
      const last = directory.lastRevision(stream)
      const head = this.#log.lastPosition
      if (last === tombstoneRevision) return yield [{ kind: 'deleted' }]
      const id = directory.idOf(stream)
      const seen = visibility(directory.metadata(stream), last, this.#log.clock())
      if (!live) cursor = Math.max(cursor, Math.min(seen.firstRevision - 1, last))
      const events =
        id === undefined || cursor >= last
          ? []
          : (recent?.filter((event) => event.stream === stream && event.revision > cursor) ??
            reader.readStream(id, 'forwards', cursor + 1))
      cursor = events.at(-1)?.revision ?? cursor
      seenPosition = recent?.at(-1)?.position ?? seenPosition
      // What arrives live is passed on even where the metadata would already hide it from a later read.
      const shown = live ? events : events.filter((event) => seen.isVisible(event))
      if (shown.length > 0) yield shown.map((event) => this.#message(event, resolveLinks, mayRead))
      if (cursor < last) continue
      seenPosition = Math.max(seenPosition, head)
      if (!live) yield [caughtUp]
      live = true
      await orAborted(grown, signal)
    }
  }

  async *all(
    { from, filter, resolveLinks }: AllSubscription,
    mayRead: MayRead,
    signal: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage[]> {
    const matches = allMatcher(filter)
    const interval = filter?.checkpointInterval ?? Number.POSITIVE_INFINITY
    let cursor = from === 'start' ? 0 : from === 'end' ? this.#log.lastPosition : from
    let considered = 0
    let live = false
    while (!signal.aborted) {
      const grown = this.#log.grown.next
      const events = this.#log.after(cursor)
      const messages: SubscriptionMessage[] = []
      for (const event of events) {
        if (matches(event)) messages.push(this.#message(event, resolveLinks, mayRead))
        considered += 1
        if (considered % interval === 0)
          messages.push({ kind: 'checkpoint', position: event.position })
      }
      cursor = events.at(-1)?.position ?? cursor
      if (messages.length > 0) yield messages
      else if (events.length > 0) await breathe()
      if (cursor < this.#log.lastPosition) continue
      if (!live) yield [caughtUp]
      live = true
      await orAborted(grown, signal)
    }
  }

  #message(event: StoredEvent, resolveLinks: boolean, mayRead: MayRead): SubscriptionMessage {
    const resolved = resolveLinks ? resolveLink(this.#log, event, mayRead) : { event }
    return { kind: 'event', resolved }
  }
}

/** A filter that matches nothing reads on without anybody to wait for: let the others have their turn. */
const breathe = () => new Promise<void>((resolve) => void setImmediate(resolve))
