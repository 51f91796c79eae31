import type Database from 'better-sqlite3'
import type { NewEvent, StoredEvent } from './storedEvent.ts'

type Row = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  json: number,
  created: number,
  data: Buffer,
  metadata: Buffer | null,
]

/** Half of what a read costs here is to make Buffers, so there is one only where there are bytes for it. */
const columns = `e.position, s.name, e.revision, lower(hex(e.id)), e.type, e.json, e.created, e.data, nullif(e.metadata, x'')
  FROM event e JOIN stream s ON s.id = e.stream`

const nothing = Buffer.alloc(0)

const toEvent = (row: Row): StoredEvent => ({
  position: row[0],
  stream: row[1],
  revision: row[2],
  id: row[3],
  type: row[4],
  json: row[5] === 1,
  created: row[6],
  data: row[7],
  metadata: row[8] ?? nothing,
})

export type Direction = 'forwards' | 'backwards'

/** How much one chunk of a read may hold: whichever is reached first ends it. */
export interface ChunkLimit {
  readonly events: number
  readonly bytes: number
}

/** Small enough that a read never holds up an append for more than a few milliseconds. */
export const defaultChunk: ChunkLimit = { events: 256, bytes: 256 * 1024 }

/** Queries over one connection. On the writer they see the open transaction, on the reader only what is committed. */
export class LogQueries {
  readonly #streamId: Database.Statement
  readonly #lastRevision: Database.Statement
  readonly #idAt: Database.Statement
  readonly #eventAt: Database.Statement
  readonly #lastPosition: Database.Statement
  readonly #recentIds: Database.Statement
  readonly #streamsAfter: Database.Statement
  readonly #oldest: Database.Statement
  readonly #stream: Record<Direction, Database.Statement>
  readonly #all: Record<Direction, Database.Statement>

  constructor(db: Database.Database) {
    this.#streamId = db.prepare('SELECT id FROM stream WHERE name = ?').pluck()
    this.#lastRevision = db.prepare('SELECT max(revision) FROM event WHERE stream = ?').pluck()
    this.#idAt = db.prepare('SELECT id FROM event WHERE stream = ? AND revision = ?').pluck()
    this.#eventAt = db.prepare(`SELECT ${columns} WHERE e.stream = ? AND e.revision = ?`).raw()
    this.#lastPosition = db.prepare('SELECT max(position) FROM event').pluck()
    this.#recentIds = db
      .prepare('SELECT id, stream, revision FROM event ORDER BY position DESC LIMIT ?')
      .raw()
    this.#streamsAfter = db.prepare('SELECT id, name FROM stream WHERE id > ? ORDER BY id LIMIT ?')
    this.#oldest = db.prepare(
      'SELECT revision, created FROM event WHERE stream = ? AND revision < ? ORDER BY revision LIMIT ?',
    )
    this.#stream = {
      forwards: db
        .prepare(`SELECT ${columns} WHERE e.stream = ? AND e.revision >= ? ORDER BY e.revision`)
        .raw(),
      backwards: db
        .prepare(
          `SELECT ${columns} WHERE e.stream = ? AND e.revision <= ? ORDER BY e.revision DESC`,
        )
        .raw(),
    }
    this.#all = {
      forwards: db.prepare(`SELECT ${columns} WHERE e.position >= ? ORDER BY e.position`).raw(),
      backwards: db
        .prepare(`SELECT ${columns} WHERE e.position <= ? ORDER BY e.position DESC`)
        .raw(),
    }
  }

  streamId(name: string): number | undefined {
    return this.#streamId.get(name) as number | undefined
  }

  /** -1 when the stream has no events. */
  lastRevision(stream: number): number {
    return (this.#lastRevision.get(stream) as number | null) ?? -1
  }

  idAt(stream: number, revision: number): Buffer | undefined {
    return this.#idAt.get(stream, revision) as Buffer | undefined
  }

  eventAt(stream: number, revision: number): StoredEvent | undefined {
    const row = this.#eventAt.get(stream, revision) as Row | undefined
    return row && toEvent(row)
  }

  /** 0 when the log is empty. */
  lastPosition(): number {
    return (this.#lastPosition.get() as number | null) ?? 0
  }

  /** The newest `count` event ids, newest first. */
  recentIds(count: number): [id: Buffer, stream: number, revision: number][] {
    return this.#recentIds.all(count) as [Buffer, number, number][]
  }

  /** Up to `count` streams, in the order in which they were first written to. */
  streamsAfter(id: number, count: number): { id: number; name: string }[] {
    return this.#streamsAfter.all(id, count) as { id: number; name: string }[]
  }

  /** The first events of a stream that the log still has, below a revision. */
  oldest(stream: number, below: number, count: number): { revision: number; created: number }[] {
    return this.#oldest.all(stream, below, count) as { revision: number; created: number }[]
  }

  /** One chunk of a stream from `revision` (inclusive), in `direction`. */
  readStream(
    stream: number,
    direction: Direction,
    revision: number,
    limit: ChunkLimit = defaultChunk,
  ): StoredEvent[] {
    return collect(this.#stream[direction].iterate(stream, revision), limit)
  }

  /** One chunk of the whole log from `position` (inclusive), in `direction`. */
  readAll(direction: Direction, position: number, limit: ChunkLimit = defaultChunk): StoredEvent[] {
    return collect(this.#all[direction].iterate(position), limit)
  }
}

function collect(rows: IterableIterator<unknown>, limit: ChunkLimit): StoredEvent[] {
  const events: StoredEvent[] = []
  let bytes = 0
  if (limit.events < 1) return events
  for (const row of rows) {
    const event = toEvent(row as Row)
    events.push(event)
    bytes += event.data.length + event.metadata.length
    if (events.length >= limit.events || bytes >= limit.bytes) break
  }
  return events
}

/** Changes the log. Called only inside the group commit's transaction. */
export class LogWriter {
  readonly #insertStream: Database.Statement
  readonly #insertEvent: Database.Statement
  readonly #removeUpTo: Database.Statement

  constructor(db: Database.Database) {
    this.#insertStream = db.prepare('INSERT INTO stream (name) VALUES (?)')
    this.#insertEvent = db.prepare(
      `INSERT INTO event (position, stream, revision, id, type, json, created, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#removeUpTo = db.prepare('DELETE FROM event WHERE stream = ? AND revision <= ?')
  }

  addStream(name: string): number {
    return Number(this.#insertStream.run(name).lastInsertRowid)
  }

  add(position: number, stream: number, revision: number, created: number, event: NewEvent): void {
    this.#insertEvent.run(
      position,
      stream,
      revision,
      event.id,
      event.type,
      event.json ? 1 : 0,
      created,
      event.data,
      event.metadata,
    )
  }
  /** Removes a stream's events up to a revision, for good. */
  removeUpTo(stream: number, revision: number): void {
    this.#removeUpTo.run(stream, revision)
  }
}
