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
  /** As it stands there, whether it is whole or not, and by whichever version. */
  readonly look: (stream: string) => Snapshot | undefined
  /** The streams that have one, in their order, from after this one on: a page of them. */
  readonly streamsAfter: (stream: string) => readonly string[]
}

export type Snapshot = {
  readonly revision: number
  readonly version: number
  /** JSON. */
  readonly state: string
  readonly isWhole: boolean
}

type Row = { revision: number; version: number; state: string; checksum: string | null }

/** A snapshot of another version than the one asked for is not there, nor is one that is not as it was written. */
export function snapshotStore(db: Connection): Snapshots {
  const find = db.prepare<[string], Row>(
    'SELECT revision, version, state, checksum FROM snapshot WHERE stream = ?',
  )
  const streams = db.prepare<[string], { stream: string }>(
    'SELECT stream FROM snapshot WHERE stream > ? ORDER BY stream LIMIT 500',
  )
  const save = db.prepare<[string, number, number, string, string]>(
    'INSERT OR REPLACE INTO snapshot (stream, revision, version, state, checksum) VALUES (?, ?, ?, ?, ?)',
  )
  const drop = db.prepare<[string]>('DELETE FROM snapshot WHERE stream = ?')
  const look = (stream: string): Snapshot | undefined => {
    const row = find.get(stream)
    if (row === undefined) return undefined
    const { checksum, ...said } = row
    const { revision, version, state } = said
    return { ...said, isWhole: checksum === fingerprint([stream, revision, version, state]) }
  }
  return {
    look,
    streamsAfter: (last) => streams.all(last).map(({ stream }) => stream),
    load: (stream, version) => {
      const found = look(stream)
      return found?.isWhole === true && found.version === version
        ? { revision: found.revision, state: JSON.parse(found.state) as unknown }
        : undefined
    },
    save: (stream, revision, version, state) => {
      const values = [stream, revision, version, JSON.stringify(state)] as const
      save.run(...values, fingerprint(values))
    },
    drop: (stream) => void drop.run(stream),
  }
}
