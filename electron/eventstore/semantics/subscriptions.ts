import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import { breathe } from './breathe.ts'
import { allMatcher, type Filter } from './filter.ts'
import { resolveLink, type MayRead, type ResolvedEvent } from './links.ts'
import type { Log } from './log.ts'
import type { ReadFrom } from './reads.ts'
import { isMetastream, systemStream } from './systemStreams.ts'
import { visibility } from './visibility.ts'

export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly resolved: ResolvedEvent }
  | { readonly kind: 'checkpoint'; readonly position: number }
  | { readonly kind: 'caught-up' }
  /** The stream was tombstoned. Nothing comes after this. */
  | { readonly kind: 'deleted' }
  /** The right to read was taken away. Nothing comes after this. */
  | { readonly kind: 'denied' }

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
  /**
   * A checkpoint is sent each time this many events were looked at, whether or not they matched,
   * and where the history ends, then at the last event that was sent.
   */
  readonly checkpointInterval: number
}

const caughtUp: SubscriptionMessage = { kind: 'caught-up' }
const deleted: SubscriptionMessage = { kind: 'deleted' }
const denied: SubscriptionMessage = { kind: 'denied' }
const checkpoint = (position: number): SubscriptionMessage => ({ kind: 'checkpoint', position })

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
    const { directory, grown } = this.#log
    let cursor = from === 'start' ? -1 : from === 'end' ? directory.lastRevision(stream) : from
    // Beyond the end is everything that may come, but for the tombstone.
    cursor = Math.min(cursor, tombstoneRevision - 1)
    const mayGoOn = this.#stillMay(stream, mayRead)
    let live = false
    /** Every event of the stream up to this position of the log is behind the cursor. */
    let seenPosition = 0
    while (!signal.aborted) {
      const raised = grown.raised
      if (!mayGoOn()) return yield [denied]
      // Taken together and before anything is waited for: what is written meanwhile is the next round's.
      const last = directory.lastRevision(stream)
      const head = this.#log.lastPosition
      // A tombstone that comes while the stream is followed is passed on in its turn. A metastream gets none.
      if (last === tombstoneRevision && (!live || isMetastream(stream))) return yield [deleted]
      const recent = live ? this.#log.recentAfter(seenPosition) : undefined
      if (!live) cursor = Math.max(cursor, this.#beforeVisible(stream, last))
      const events =
        recent?.filter((event) => event.stream === stream && event.revision > cursor) ??
        this.#read(stream, cursor)
      cursor = events.at(-1)?.revision ?? cursor
      seenPosition = recent?.at(-1)?.position ?? seenPosition
      // What arrives live is passed on even where the metadata would already hide it from a later read.
      const shown = live ? events : this.#visible(stream, last, events)
      if (shown.length > 0) yield shown.map((event) => this.#message(event, resolveLinks, mayRead))
      if (events.at(-1)?.revision === tombstoneRevision) return yield [deleted]
      if (cursor < last) continue
      seenPosition = Math.max(seenPosition, head)
      if (!live) yield [caughtUp]
      live = true
      await grown.after(raised, signal)
    }
  }

  async *all(
    { from, filter, resolveLinks }: AllSubscription,
    mayRead: MayRead,
    signal: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage[]> {
    const { grown } = this.#log
    const matches = allMatcher(filter)
    const interval = filter?.checkpointInterval ?? Number.POSITIVE_INFINITY
    let cursor = from === 'start' ? 0 : from === 'end' ? this.#log.lastPosition : from
    let checkpointed = cursor
    let considered = 0
    let sent = cursor
    const mayGoOn = this.#stillMay(systemStream.all, mayRead)
    let live = false
    while (!signal.aborted) {
      const raised = grown.raised
      if (!mayGoOn()) return yield [denied]
      const events = this.#log.after(cursor)
      const messages: SubscriptionMessage[] = []
      for (const event of events) {
        cursor = event.position
        if (matches(event)) {
          messages.push(this.#message(event, resolveLinks, mayRead))
          sent = cursor
        }
        considered += 1
        if (considered % interval !== 0) continue
        messages.push(checkpoint(cursor))
        checkpointed = cursor
      }
      if (messages.length > 0) yield messages
      else if (events.length > 0) await breathe()
      if (cursor < this.#log.lastPosition) continue
      if (!live && filter && sent > checkpointed) yield [checkpoint(sent)]
      if (!live) yield [caughtUp]
      live = true
      await grown.after(raised, signal)
    }
  }

  /** Asks again only when rights have changed: a hundred subscriptions look at every event. */
  #stillMay(stream: string, mayRead: MayRead): () => boolean {
    const { directory } = this.#log
    let asked: number | undefined
    return () => {
      if (asked === directory.rightsChanged) return true
      asked = directory.rightsChanged
      return mayRead(stream)
    }
  }

  #read(stream: string, cursor: number): StoredEvent[] {
    const { directory, reader } = this.#log
    const id = directory.idOf(stream)
    if (id === undefined || cursor >= directory.lastRevision(stream)) return []
    return reader.readStream(id, 'forwards', cursor + 1)
  }

  /** The last revision that the metadata hides from a read. */
  #beforeVisible(stream: string, last: number): number {
    return Math.min(this.#visibility(stream, last).firstRevision - 1, last)
  }

  #visible(stream: string, last: number, events: StoredEvent[]): StoredEvent[] {
    const seen = this.#visibility(stream, last)
    return events.filter((event) => seen.isVisible(event))
  }

  #visibility(stream: string, last: number) {
    return visibility(this.#log.directory.metadata(stream), last, this.#log.clock())
  }

  #message(event: StoredEvent, resolveLinks: boolean, mayRead: MayRead): SubscriptionMessage {
    const resolved = resolveLinks ? resolveLink(this.#log, event, mayRead) : { event }
    return { kind: 'event', resolved }
  }
}
