import Database from 'better-sqlite3'
import type { EventData } from '@eventstore/db-client'

/** The least that storing events durably and in order can cost: one table, one index, the same settings. */
export class BareLog {
  readonly #db: Database.Database
  readonly #insert: Database.Statement

  constructor(file: string) {
    this.#db = new Database(file)
    this.#db.pragma('page_size = 8192')
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(`
      CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, id TEXT, type TEXT, data TEXT) STRICT;
      CREATE INDEX event_by_stream ON event (stream, position);
    `)
    this.#insert = this.#db.prepare(
      'INSERT INTO event (stream, id, type, data) VALUES (?, ?, ?, ?)',
    )
  }

  /** All in one transaction. */
  insert(events: readonly EventData[], stream: string): void {
    this.#db.transaction(() => {
      for (const event of events)
        this.#insert.run(stream, event.id, event.type, JSON.stringify(event.data))
    })()
  }

  /** Reads and parses every event. */
  readAll(): number {
    let read = 0
    for (const row of this.#db.prepare('SELECT * FROM event ORDER BY position').iterate()) {
      JSON.parse((row as { data: string }).data)
      read += 1
    }
    return read
  }

  close(): void {
    this.#db.close()
  }
}
