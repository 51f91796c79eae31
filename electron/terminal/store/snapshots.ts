import type { Connection } from './connection.ts'
import { fingerprint } from './integrity/index.ts'

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

/** A snapshot of another version than the one asked for is not there, nor is one that is not as it was written. */
export function snapshotStore(db: Connection): Snapshots {
  const load = db.prepare<
    [string, number],
    { revision: number; state: string; checksum: string | null }
  >('SELECT revision, state, checksum FROM snapshot WHERE stream = ? AND version = ?')
  const save = db.prepare<[string, number, number, string, string]>(
    'INSERT OR REPLACE INTO snapshot (stream, revision, version, state, checksum) VALUES (?, ?, ?, ?, ?)',
  )
  const drop = db.prepare<[string]>('DELETE FROM snapshot WHERE stream = ?')
  return {
    load: (stream, version) => {
      const row = load.get(stream, version)
      if (row === undefined) return undefined
      const { revision, state, checksum } = row
      if (checksum !== fingerprint([stream, revision, version, state])) return undefined
      return { revision, state: JSON.parse(state) as unknown }
    },
    save: (stream, revision, version, state) => {
      const values = [stream, revision, version, JSON.stringify(state)] as const
      save.run(...values, fingerprint(values))
    },
    drop: (stream) => void drop.run(stream),
  }
}
