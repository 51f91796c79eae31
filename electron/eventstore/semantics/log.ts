import { GroupCommit } from '../storage/group-commit.ts'
import { LogQueries, LogWriter } from '../storage/event-log.ts'
import type { StoreDatabase } from '../storage/database.ts'
import type { NewEvent } from '../storage/stored-event.ts'
import { RecentIds } from './recent-ids.ts'
import type { Observer } from './observer.ts'
import { Signal } from './signal.ts'
import { StreamDirectory } from './stream-directory.ts'

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
  readonly commits: GroupCommit
  /** Raised after each commit. */
  readonly grown = new Signal()
  readonly clock: Clock
  readonly #inTransaction: LogQueries
  readonly #writer: LogWriter
  #next: number
  #committed: number

  constructor(database: StoreDatabase, clock: Clock, observer: Observer) {
    this.clock = clock
    this.reader = new LogQueries(database.reader)
    this.#inTransaction = new LogQueries(database.writer)
    this.#writer = new LogWriter(database.writer)
    this.directory = new StreamDirectory(this.#inTransaction)
    this.commits = new GroupCommit(database.writer, {
      onCommit: (requests, seconds) => {
        observer.committed(requests, seconds)
        this.#onCommit()
      },
      onRollback: () => this.#onRollback(),
    })
    this.#committed = this.reader.lastPosition()
    this.#next = this.#committed + 1
    this.recentIds.refill(this.reader.recentIds(idsReadBack))
  }

  /** The position of the last event that is durable; 0 in an empty log. */
  get lastPosition(): number {
    return this.#committed
  }

  /** Inside a transaction: the position that the next event will get. */
  get nextPosition(): number {
    return this.#next
  }

  /** Inside a transaction. Adds the event at the given revision and answers its position. */
  append(stream: string, revision: number, event: NewEvent): number {
    const id = this.directory.idOf(stream) ?? this.#writer.addStream(stream)
    const position = this.#next
    this.#writer.add(position, id, revision, this.clock(), event)
    this.#next += 1
    this.directory.advanced(stream, id, revision)
    this.recentIds.add(event.id, id, revision)
    return position
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
    if (this.#next - 1 === this.#committed) return
    this.#committed = this.#next - 1
    this.grown.raise()
  }

  #onRollback() {
    this.directory.forget()
    this.#committed = this.#inTransaction.lastPosition()
    this.#next = this.#committed + 1
    this.recentIds.refill(this.#inTransaction.recentIds(idsReadBack))
  }
}
