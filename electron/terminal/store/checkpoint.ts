import type { Connection } from './connection.ts'

/** How far the central store's log has been read. Positions are `commit/prepare`. */
export type Checkpoint = {
  readonly position: string
  /** The last event that was read, and where: by it a replaced central store is noticed. */
  readonly event: { readonly id: string; readonly position: string } | undefined
  /** What was followed when it was written; another answer means reading from the start. */
  readonly follows: string
}

export type Checkpoints = {
  readonly read: () => Checkpoint | undefined
  readonly write: (checkpoint: Checkpoint) => void
  /** Nothing was read of the log that there is. */
  readonly forget: () => void
}

export function checkpointStore(db: Connection): Checkpoints {
  const read = db.prepare<
    [],
    { position: string; event_id: string | null; event_position: string | null; follows: string }
  >('SELECT position, event_id, event_position, follows FROM checkpoint')
  const write = db.prepare<[string, string | null, string | null, string]>(
    'INSERT OR REPLACE INTO checkpoint (one, position, event_id, event_position, follows) VALUES (1, ?, ?, ?, ?)',
  )
  const forget = db.prepare('DELETE FROM checkpoint')
  return {
    forget: () => void forget.run(),
    read: () => {
      const row = read.get()
      if (row === undefined) return undefined
      const { position, event_id: id, event_position: at, follows } = row
      return { position, follows, event: id && at ? { id, position: at } : undefined }
    },
    write: ({ position, event, follows }) =>
      void write.run(position, event?.id ?? null, event?.position ?? null, follows),
  }
}
