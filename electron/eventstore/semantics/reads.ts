import { defaultChunk, type Direction } from '../storage/eventLog.ts'
import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import { allMatcher, type Filter } from './filter.ts'
import { resolveLink, type MayRead, type ResolvedEvent } from './links.ts'
import type { Log } from './log.ts'
import { isSoftDeleted } from './streamMetadata.ts'
import { visibility } from './visibility.ts'

/** Where a read begins: a revision of a stream, or a position of `$all`. */
export type ReadFrom = number | 'start' | 'end'

interface ReadOptions {
  readonly direction: Direction
  readonly from: ReadFrom
  /** The most events that are returned. */
  readonly count: number
  readonly resolveLinks: boolean
}

export interface StreamRead extends ReadOptions {
  readonly stream: string
}

export interface AllRead extends ReadOptions {
  readonly filter?: Filter
}

/** Events in chunks: the caller takes the next one when it has passed on the last. */
export type Chunks = Iterable<ResolvedEvent[]>

export type StreamReadOutcome =
  | { readonly kind: 'events'; readonly chunks: Chunks }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'deleted' }

/** Reads of what is committed. A chunk is one short query: nothing is held open between two of them. */
export class Reads {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  stream(read: StreamRead, mayRead: MayRead): StreamReadOutcome {
    const { directory } = this.#log
    const last = directory.lastRevision(read.stream)
    if (last === tombstoneRevision) return { kind: 'deleted' }
    const id = directory.idOf(read.stream)
    if (id === undefined || last < 0 || isSoftDeleted(directory.metadata(read.stream)))
      return { kind: 'not-found' }
    return { kind: 'events', chunks: this.#streamChunks(id, last, read, mayRead) }
  }

  /** Whether a position is behind everything there is, which EventStoreDB fails a backwards read for. */
  isBeyondEnd({ from, direction }: AllRead): boolean {
    const { lastPosition } = this.#log
    return direction === 'backwards' && typeof from === 'number' && from > lastPosition + 1
  }

  *all(read: AllRead, mayRead: MayRead): Generator<ResolvedEvent[]> {
    const matches = allMatcher(read.filter)
    const forwards = read.direction === 'forwards'
    let position = this.#startOfAll(read)
    let left = read.count
    while (position !== undefined && left > 0) {
      const events = this.#log.reader.readAll(read.direction, position)
      const last = events.at(-1)
      if (!last) return
      position = forwards ? last.position + 1 : last.position - 1
      const wanted = events.filter(matches).slice(0, left)
      left -= wanted.length
      yield wanted.map((event) => this.#resolve(event, read, mayRead))
    }
  }

  *#streamChunks(id: number, last: number, read: StreamRead, mayRead: MayRead): Chunks {
    const metadata = this.#log.directory.metadata(read.stream)
    const seen = visibility(metadata, last, this.#log.clock())
    const forwards = read.direction === 'forwards'
    let revision = forwards
      ? Math.max(read.from === 'end' ? last + 1 : startOf(read.from, last), seen.firstRevision)
      : startOf(read.from, last)
    let left = read.count
    while (left > 0) {
      const limit = { ...defaultChunk, events: Math.min(defaultChunk.events, left) }
      const events = this.#log.reader.readStream(id, read.direction, revision, limit)
      const end = events.at(-1)
      if (!end) return
      revision = forwards ? end.revision + 1 : end.revision - 1
      const visible = events.filter((event) => seen.isVisible(event))
      left -= visible.length
      yield visible.map((event) => this.#resolve(event, read, mayRead))
      if (!forwards && revision < seen.firstRevision) return
    }
  }

  /** Forwards the position counts, backwards only what is before it; there is nothing beyond the end. */
  #startOfAll({ from, direction }: AllRead): number | undefined {
    if (direction === 'forwards') return from === 'end' ? undefined : from === 'start' ? 1 : from
    return from === 'start' ? undefined : from === 'end' ? this.#log.lastPosition : from - 1
  }

  #resolve(event: StoredEvent, read: ReadOptions, mayRead: MayRead): ResolvedEvent {
    return read.resolveLinks ? resolveLink(this.#log, event, mayRead) : { event }
  }
}

function startOf(from: ReadFrom, last: number): number {
  if (from === 'start') return 0
  return from === 'end' ? last : from
}
