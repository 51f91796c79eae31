import { type Connection, tablesForReading } from '../store/index.ts'
import { openBooks } from './books.ts'
import { type CountSource, readThen } from './readings.ts'

/** The folded streams of a database that is only looked at: as they are there now, each time anew. */
export function statesIn(db: Connection): () => CountSource {
  const { events, outbox, lookups, snapshots, missing } = tablesForReading(db)
  return () => {
    const looked = { ...snapshots, save: () => {} }
    const books = openBooks({ events, outbox, missing, snapshots: looked })
    return { events, outbox, lookups, bookOf: books.get, changes: books.changes, readThen }
  }
}
