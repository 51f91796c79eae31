import type { Connection } from './connection.ts'

/** Revisions of a stream that cannot be had; `last` is undefined where the stream was ended, and nothing follows. */
export type Missing = {
  readonly stream: string
  readonly first: number
  readonly last: number | undefined
}

/** Revisions that may still be had one day. */
export type Range = Missing & { readonly last: number }

/** What is not known of a stream, all in all. */
export type Gaps = {
  /** How many events are known to be missing. */
  readonly missing: number
  /** How many events are here that this version cannot read. */
  readonly unreadable: number
  /** The highest revision that is missing or cannot be read; -1 where none is known to be. */
  readonly last: number
  /** Nothing follows, and how much is missing before the end is not known. */
  readonly ended: boolean
}

/** What is known to be missing of the central store's streams: such a stream is incomplete here. */
export function missingTable(db: Connection) {
  const add = db.prepare<[string, number, number | null]>(
    'INSERT OR IGNORE INTO missing (stream, first, last) VALUES (?, ?, ?)',
  )
  const of = db.prepare<
    [string],
    { ranges: number; missing: number; last: number | null; ended: number }
  >(
    `SELECT count(*) AS ranges, coalesce(sum(last - first + 1), 0) AS missing, max(last) AS last,
       count(*) FILTER (WHERE last IS NULL) AS ended
     FROM missing WHERE stream = ?`,
  )
  const unreadable = db.prepare<[string], { unreadable: number; last: number | null }>(
    `SELECT count(*) AS unreadable, max(revision) AS last FROM event INDEXED BY event_unreadable_of
     WHERE stream = ? AND problem IS NOT NULL`,
  )
  const open = db.prepare<[], { stream: string; first: number; last: number }>(
    `SELECT stream, first, last FROM missing AS gap
     WHERE last IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM missing AS ended WHERE ended.stream = gap.stream AND ended.last IS NULL)
     ORDER BY stream, first`,
  )
  const remove = db.prepare<[string, number]>('DELETE FROM missing WHERE stream = ? AND first = ?')
  return {
    add: ({ stream, first, last }: Missing): void => void add.run(stream, first, last ?? null),
    /** What may still be had one day: not that of streams that were ended. */
    open: (): readonly Range[] => open.all(),
    /** Some of a range are here now, by rising revision; what lies between them is still missing. */
    fill: ({ stream, first, last }: Range, revisions: readonly number[]): void => {
      remove.run(stream, first)
      let next = first
      for (const revision of [...revisions, last + 1]) {
        if (revision > next) add.run(stream, next, revision - 1)
        next = revision + 1
      }
    },
    /** Undefined where nothing is missing, and all can be read. */
    of: (stream: string): Gaps | undefined => {
      const gap = of.get(stream)
      const unread = unreadable.get(stream)
      if (!gap?.ranges && !unread?.unreadable) return undefined
      return {
        missing: gap?.missing ?? 0,
        unreadable: unread?.unreadable ?? 0,
        last: Math.max(gap?.last ?? -1, unread?.last ?? -1),
        ended: (gap?.ended ?? 0) > 0,
      }
    },
  }
}
