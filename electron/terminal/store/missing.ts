import type { Connection } from './connection.ts'

/** Revisions of a stream that cannot be had; `last` is undefined where the stream was ended, and nothing follows. */
export type Missing = {
  readonly stream: string
  readonly first: number
  readonly last: number | undefined
}

/** What is known to be missing of the central store's streams: such a stream is incomplete here. */
export function missingTable(db: Connection) {
  const add = db.prepare<[string, number, number | null]>(
    'INSERT OR IGNORE INTO missing (stream, first, last) VALUES (?, ?, ?)',
  )
  return {
    add: ({ stream, first, last }: Missing): void => void add.run(stream, first, last ?? null),
  }
}
