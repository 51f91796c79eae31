import type { Connection } from './connection.ts'

/** Folded confirmed state of a stream at a revision: a cache, never the truth. */
export type Snapshots = {
  readonly load: (
    stream: string,
    version: number,
  ) => { readonly revision: number; readonly state: unknown } | undefined
  readonly save: (stream: string, revision: number, version: number, state: unknown) => void
  /** What came before it is not what it was thought to be. */
  readonly drop: (stream: string) => void
}

/** A snapshot of another version than the one asked for is not there. */
export function snapshotStore(db: Connection): Snapshots {
  const load = db.prepare<[string, number], { revision: number; state: string }>(
    'SELECT revision, state FROM snapshot WHERE stream = ? AND version = ?',
  )
  const save = db.prepare<[string, number, number, string]>(
    'INSERT OR REPLACE INTO snapshot (stream, revision, version, state) VALUES (?, ?, ?, ?)',
  )
  const drop = db.prepare<[string]>('DELETE FROM snapshot WHERE stream = ?')
  return {
    load: (stream, version) => {
      const row = load.get(stream, version)
      return row && { revision: row.revision, state: JSON.parse(row.state) as unknown }
    },
    save: (stream, revision, version, state) =>
      void save.run(stream, revision, version, JSON.stringify(state)),
    drop: (stream) => void drop.run(stream),
  }
}
