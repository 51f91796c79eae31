import { LRUCache } from 'lru-cache'
import type { LogQueries } from '../storage/eventLog.ts'
import { tombstoneRevision } from '../storage/storedEvent.ts'
import { isMetastream, metastreamOf, originalOf, rootOf, systemStream } from './systemStreams.ts'
import { isSoftDeleted, parseMetadata, type StreamMetadata } from './streamMetadata.ts'

interface Entry {
  id: number | undefined
  last: number
}

/** Entries kept in memory; the log answers for the rest. */
const capacity = 50_000
/** … and characters of their names: those of streams that are not there are kept, too. */
const maxSize = 20_000_000

/**
 * Where each stream stands: its head and its metadata, from the log, with the recently used ones in memory.
 * Reads run between transactions and writes inside one, on one thread, so both see the same truth.
 */
export class StreamDirectory {
  readonly #log: LogQueries
  readonly #entries = new LRUCache<string, Entry>({
    max: capacity,
    maxSize,
    sizeCalculation: (_entry, name) => name.length + 1,
  })
  readonly #metadata = new LRUCache<string, StreamMetadata>({
    max: capacity,
    maxSize,
    sizeCalculation: (_metadata, name) => name.length + 1,
  })
  #rightsChanged = 0

  constructor(log: LogQueries) {
    this.#log = log
  }

  idOf(stream: string): number | undefined {
    return this.#entry(stream).id
  }

  /**
   * The revision of the last event: -1 without events, `tombstoneRevision` after a tombstone,
   * also for the metastream of a tombstoned stream.
   */
  lastRevision(stream: string): number {
    const { last } = this.#entry(stream)
    if (last === tombstoneRevision || !isMetastream(stream)) return last
    const described = [originalOf(stream), rootOf(stream)]
    const ended = described.some((name) => this.#entry(name).last === tombstoneRevision)
    return ended ? tombstoneRevision : last
  }

  metadata(stream: string): StreamMetadata {
    if (isMetastream(stream)) return metastreamMetadata
    const known = this.#metadata.get(stream)
    if (known) return known
    const { id, last } = this.#entry(metastreamOf(stream))
    const metadata = parseMetadata(id === undefined ? undefined : this.#log.eventAt(id, last))
    this.#metadata.set(stream, metadata)
    return metadata
  }

  hasMetadata(stream: string): boolean {
    return this.lastRevision(metastreamOf(stream)) >= 0
  }

  isSoftDeleted(stream: string): boolean {
    return isSoftDeleted(this.metadata(stream))
  }

  /** Changes whenever somebody's rights may have: for whoever has asked once and goes on reading. */
  get rightsChanged(): number {
    return this.#rightsChanged
  }

  /** Called by the writer, inside its transaction, after it has added an event. */
  advanced(stream: string, id: number, last: number): void {
    const entry = this.#entry(stream)
    entry.id = id
    entry.last = last
    if (isMetastream(stream)) this.#metadata.delete(originalOf(stream))
    if (isMetastream(stream) || stream === systemStream.settings) this.#rightsChanged += 1
  }

  /** After a rollback nothing in memory can be trusted. */
  forget(): void {
    this.#entries.clear()
    this.#metadata.clear()
  }

  #entry(stream: string): Entry {
    const known = this.#entries.get(stream)
    if (known) return known
    const id = this.#log.streamId(stream)
    const entry = { id, last: id === undefined ? -1 : this.#log.lastRevision(id) }
    this.#entries.set(stream, entry)
    return entry
  }
}

/** A metastream keeps only its newest event visible. */
const metastreamMetadata: StreamMetadata = { maxCount: 1 }
