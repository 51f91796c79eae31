import { GroupCommit } from '../storage/groupCommit.ts'
import { LogQueries, LogWriter } from '../storage/eventLog.ts'
import type { StoreDatabase } from '../storage/database.ts'
import type { NewEvent, StoredEvent } from '../storage/storedEvent.ts'
import { RecentIds } from './recentIds.ts'
import type { Observer } from './observer.ts'
import { Signal } from './signal.ts'
import { Tail } from './tail.ts'
import { StreamDirectory } from './streamDirectory.ts'

/** How many ids are read back at the start. */
const idsReadBack = 20_000

/** Milliseconds since 1970. */
export type Clock = () => number

/**
 * The log with what is kept in memory about it: heads, metadata, recent ids, the position it has reached.
 * `reader` is for everybody; `append` only for work that runs inside a transaction of `commits`.
 */
export class Log {
  readonly reader: LogQueries
  readonly directory: StreamDirectory
  readonly recentIds = new RecentIds()
  readonly #tail = new Tail()
  #appended: StoredEvent[] = []
  readonly commits: GroupCommit
  /** Raised after each commit. */
  readonly grown = new Signal()
  readonly clock: Clock
  /** @throws StoreError when what is written now would be lost */
  readonly assertInPlace: () => void
  readonly #inTransaction: LogQueries
  readonly #writer: LogWriter
  #next: number
  #committed: number
  #thinned = false

  constructor(database: StoreDatabase, clock: Clock, observer: Observer) {
    this.clock = clock
    this.assertInPlace = () => database.assertInPlace()
    this.reader = new LogQueries(database.reader)
    this.#inTransaction = new LogQueries(database.writer)
    this.#writer = new LogWriter(database.writer)
    this.directory = new StreamDirectory(this.#inTransaction)
    this.commits = new GroupCommit(database.writer, {
      beforeCommit: this.assertInPlace,
      onCommit: (requests, seconds) => {
        observer.committed(requests, seconds)
        this.#onCommit()
      },
      onRollback: () => this.#onRollback(),
      onFailure: (error) => observer.failed(error),
    })
    this.#committed = this.reader.lastPosition()
    this.#next = this.#committed + 1
    this.recentIds.refill(this.reader.recentIds(idsReadBack))
  }

  /** The position of the last event that is durable; 0 in an empty log. */
  get lastPosition(): number {
    return this.#committed
  }

  /** One chunk of the log after a position, from memory where it is there. */
  after(position: number): StoredEvent[] {
    if (position >= this.#committed) return []
    return this.#tail.after(position) ?? this.reader.readAll('forwards', position + 1)
  }

  /** The same, only from memory: undefined when the events have to be read. */
  recentAfter(position: number): StoredEvent[] | undefined {
    return position >= this.#committed ? [] : this.#tail.after(position)
  }

  /** Inside a transaction: the position that the next event will get. */
  get nextPosition(): number {
    return this.#next
  }

  /** Inside a transaction. Adds the event at the given revision and answers its position. */
  append(stream: string, revision: number, event: NewEvent): number {
    const id = this.directory.idOf(stream) ?? this.#writer.addStream(stream)
    const position = this.#next
    const created = this.clock()
    this.#writer.add(position, id, revision, created, event)
    // Copied: what came in is a view of the whole message, which would stay in memory with it.
    const data = Buffer.from(event.data)
    const metadata = Buffer.from(event.metadata)
    const { type, json } = event
    this.#appended.push({
      position,
      stream,
      revision,
      id: event.id.toString('hex'),
      type,
      json,
      created,
      data,
      metadata,
      shared: true,
    })
    this.#next += 1
    this.directory.advanced(stream, id, revision)
    this.recentIds.add(event.id, id, revision)
    return position
  }

  /**
   * Inside a transaction. Removes the oldest events of a stream, as far as `gone` says so of each in its turn and
   * `limit` goes. Its last event always stays: the stream's head and the log's end are read from it.
   * @returns how many were removed
   */
  removeOldest(
    stream: number,
    gone: (event: { readonly revision: number; readonly created: number }) => boolean,
    limit: number,
  ): number {
    const last = this.#inTransaction.lastRevision(stream)
    const oldest = this.#inTransaction.oldest(stream, last, limit)
    const kept = oldest.findIndex((event) => !gone(event))
    const count = kept < 0 ? oldest.length : kept
    const end = oldest[count - 1]
    if (!end) return 0
    this.#writer.removeUpTo(stream, end.revision)
    this.#thinned = true
    return count
  }

  /** Inside a transaction. */
  eventAt(stream: string, revision: number) {
    const id = this.directory.idOf(stream)
    return id === undefined ? undefined : this.#inTransaction.eventAt(id, revision)
  }

  /** Inside a transaction. */
  idAt(stream: string, revision: number) {
    const id = this.directory.idOf(stream)
    return id === undefined ? undefined : this.#inTransaction.idAt(id, revision)
  }

  #onCommit() {
    // The newest events in memory follow each other without gaps.
    if (this.#thinned) this.#tail.clear()
    this.#thinned = false
    if (this.#next - 1 === this.#committed) return
    this.#committed = this.#next - 1
    this.#tail.push(this.#appended)
    this.#appended = []
    this.grown.raise()
  }

  #onRollback() {
    this.directory.forget()
    this.#appended = []
    this.#thinned = false
    this.#tail.clear()
    this.#committed = this.#inTransaction.lastPosition()
    this.#next = this.#committed + 1
    this.recentIds.refill(this.#inTransaction.recentIds(idsReadBack))
  }
}
