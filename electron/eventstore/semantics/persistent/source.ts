import { revisionText, tombstoneRevision, type StoredEvent } from '../../storage/storedEvent.ts'
import { allMatcher, type Filter } from '../filter.ts'
import { originalEvent, resolveLink, type ResolvedEvent } from '../links.ts'
import type { Log } from '../log.ts'
import { systemStream } from '../systemStreams.ts'
import { visibility } from '../visibility.ts'

export interface SourceChunk {
  readonly events: readonly ResolvedEvent[]
  /** Everything up to here was looked at. */
  readonly cursor: number
}

/** What a group reads from. A place in it is a revision, or a log position for `$all`. */
export interface Source {
  readonly name: string
  /** Before the first event. */
  readonly beginning: number
  /** Whether what it shows now can be hidden later, so that a group that reads it ahead delivers more. */
  readonly canHide: boolean
  /** Whether nothing can come any more: the stream was tombstoned. */
  readonly hasEnded: boolean
  /** The place of the last event; `beginning` without events. */
  last(): number
  placeOf(resolved: ResolvedEvent): number
  /** The events after a place, in one short read. */
  readAfter(place: number, count: number): SourceChunk
  /** As the protocol writes a place; empty for the beginning. */
  format(place: number): string
}

/** A group reads on its own account, so nothing that it may link to is closed to it. */
const mayReadAll = () => true

interface SourceOptions {
  readonly resolveLinks: boolean
}

export class StreamSource implements Source {
  readonly name: string
  readonly beginning = -1
  readonly canHide = true
  readonly #log: Log
  readonly #options: SourceOptions

  constructor(log: Log, name: string, options: SourceOptions) {
    this.#log = log
    this.name = name
    this.#options = options
  }

  get hasEnded(): boolean {
    return this.last() === tombstoneRevision
  }

  last(): number {
    return this.#log.directory.lastRevision(this.name)
  }

  placeOf(resolved: ResolvedEvent): number {
    return originalEvent(resolved).revision
  }

  readAfter(place: number, count: number): SourceChunk {
    const { directory, reader, clock } = this.#log
    const last = this.last()
    const id = directory.idOf(this.name)
    if (id === undefined || place >= last) return { events: [], cursor: place }
    const metadata = directory.metadata(this.name)
    // Counted back from a tombstone, `$maxCount` would hide everything before it.
    const seen = visibility(
      this.hasEnded ? { ...metadata, maxCount: undefined } : metadata,
      last,
      clock(),
    )
    const shows = (event: StoredEvent) =>
      event.revision === tombstoneRevision || seen.isVisible(event)
    const from = Math.max(place + 1, Math.min(seen.firstRevision, last + 1))
    const read = reader.readStream(id, 'forwards', from, { events: count, bytes: 1024 * 1024 })
    return {
      events: read.filter(shows).map((event) => this.#resolve(event)),
      cursor: read.at(-1)?.revision ?? last,
    }
  }

  format(place: number): string {
    return place === this.beginning ? '' : revisionText(place)
  }

  #resolve(event: NonNullable<ResolvedEvent['event']>): ResolvedEvent {
    return this.#options.resolveLinks ? resolveLink(this.#log, event, mayReadAll) : { event }
  }
}

export class AllSource implements Source {
  readonly name = systemStream.all
  readonly beginning = 0
  readonly canHide = false
  readonly hasEnded = false
  readonly #log: Log
  readonly #options: SourceOptions
  readonly #matches: ReturnType<typeof allMatcher>

  constructor(log: Log, filter: Filter | undefined, options: SourceOptions) {
    this.#log = log
    this.#options = options
    this.#matches = allMatcher(filter)
  }

  last(): number {
    return this.#log.lastPosition
  }

  placeOf(resolved: ResolvedEvent): number {
    return originalEvent(resolved).position
  }

  readAfter(place: number, count: number): SourceChunk {
    if (place >= this.last()) return { events: [], cursor: place }
    const limit = { events: Math.max(count, 64), bytes: 1024 * 1024 }
    const read = this.#log.reader.readAll('forwards', place + 1, limit)
    const events: ResolvedEvent[] = []
    let cursor = place
    for (const event of read) {
      if (events.length >= count) break
      cursor = event.position
      if (this.#matches(event)) events.push(this.#resolve(event))
    }
    return { events, cursor }
  }

  format(place: number): string {
    return place === this.beginning ? '' : `C:${place}/P:${place}`
  }

  #resolve(event: NonNullable<ResolvedEvent['event']>): ResolvedEvent {
    return this.#options.resolveLinks ? resolveLink(this.#log, event, mayReadAll) : { event }
  }
}
