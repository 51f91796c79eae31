import type { Connection } from './connection.ts'
import { covered, fingerprint } from './integrity/index.ts'

/** An event of the central store, as it is kept here. */
export type LoggedEvent = {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly version: number
  readonly data: unknown
  readonly metadata: unknown
  /** From the metadata, where it can be read. */
  readonly terminal: string | undefined
  /** The central store's time, ISO 8601. */
  readonly recordedAt: string
  /** In the central store's log, `commit/prepare`. */
  readonly position: string
  /** Why it cannot be read, where it cannot: kept, listed in diagnostics, skipped by projections. */
  readonly problem: string | undefined
}

type Row = {
  stream: string
  revision: number
  id: string
  type: string
  version: number
  data: string
  metadata: string
  terminal: string | null
  recorded_at: string
  position: string
  problem: string | null
}

const fromRow = (row: Row): LoggedEvent => ({
  stream: row.stream,
  revision: row.revision,
  id: row.id,
  type: row.type,
  version: row.version,
  data: JSON.parse(row.data),
  metadata: JSON.parse(row.metadata),
  terminal: row.terminal ?? undefined,
  recordedAt: row.recorded_at,
  position: row.position,
  problem: row.problem ?? undefined,
})

export type EventPlace = Pick<LoggedEvent, 'stream' | 'revision' | 'id'>

/** An event by which a central store is known again. */
export type Anchor = {
  readonly id: string
  readonly position: string
  /** The central store's time: recorded again under its id, it has another one. Undefined where it is not known. */
  readonly recordedAt?: string | undefined
}

export type EventLog = {
  /** Throws where the stream has an event at that revision already: the caller looks first. */
  readonly append: (event: LoggedEvent) => void
  /** An event that is here is read otherwise now: it has no problem any more, and what follows from that. */
  readonly readAgain: (event: LoggedEvent) => void
  /** Events that could not be read when they arrived, in that order. */
  readonly unreadable: () => IterableIterator<LoggedEvent>
  /** -1 when nothing of the stream is here. */
  readonly head: (stream: string) => number
  readonly at: (stream: string, revision: number) => LoggedEvent | undefined
  /** The stream's events after a revision, oldest first. */
  readonly after: (stream: string, revision: number) => IterableIterator<LoggedEvent>
  /** Every event, in the order of its arrival. */
  readonly all: () => IterableIterator<LoggedEvent>
  /** Some events from the first to the last, evenly spread, with where they stand in the central store's log. */
  readonly anchors: (count: number) => readonly Anchor[]
  /** When an event was recorded that is among those that arrived last. */
  readonly lastRecordedAt: (id: string) => string | undefined
  /** How many events had arrived when the last one did: their order here, not the central store's. */
  readonly arrived: () => number
  /** Events that arrived after then, of some types, or of one terminal, in that order. */
  readonly arrivedSince: (
    arrived: number,
    which: { readonly types: readonly string[] } | { readonly terminal: string },
  ) => readonly LoggedEvent[]
  /** What was recorded under an intention's id, by whichever terminal: the id is unique on each of them only. */
  readonly ofIntention: (intention: string) => readonly LoggedEvent[]
  /** Those of these intentions under whose id anything was recorded, by whichever terminal. */
  readonly amongIntentions: (intentions: readonly string[]) => ReadonlySet<string>
  /** Has a terminal said of this intention of its own that it ended without an event? */
  readonly isClosed: (terminal: string, intention: string) => boolean
  /**
   * Where events of a type stand that were recorded between two times (ISO 8601), the second excluded. For types that
   * have an index for it.
   */
  readonly recordedBetween: (type: string, from: string, until: string) => readonly EventPlace[]
  readonly streams: () => readonly string[]
  /** The same one by one, in their order, however long the log is. */
  readonly eachStream: () => IterableIterator<string>
  readonly count: () => number
}

const valuesOf = ({ data, metadata, ...event }: LoggedEvent) =>
  [
    event.stream,
    event.revision,
    event.id,
    event.type,
    event.version,
    JSON.stringify(data),
    JSON.stringify(metadata),
    event.terminal ?? null,
    event.recordedAt,
    event.position,
    event.problem ?? null,
  ] as const

const COLUMNS = covered.event.columns.join(', ')

export function eventLog(db: Connection): EventLog {
  const insert = db.prepare(
    `INSERT INTO event (${COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const rewrite = db.prepare(
    `UPDATE event SET version = ?, terminal = ?, problem = ?, checksum = ? WHERE stream = ? AND revision = ?`,
  )
  const unreadable = db.prepare<[number], Row & { seq: number }>(
    `SELECT seq, ${COLUMNS} FROM event INDEXED BY event_unreadable
     WHERE problem IS NOT NULL AND seq > ? ORDER BY seq LIMIT 1000`,
  )
  const head = db.prepare<[string], { head: number | null }>(
    'SELECT max(revision) AS head FROM event WHERE stream = ?',
  )
  const at = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM event WHERE stream = ? AND revision = ?`,
  )
  const after = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM event WHERE stream = ? AND revision > ? ORDER BY revision`,
  )
  const page = db.prepare<[number], Row & { seq: number }>(
    `SELECT seq, ${COLUMNS} FROM event WHERE seq > ? ORDER BY seq LIMIT 1000`,
  )
  const ofIntention = db.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM event INDEXED BY event_by_intention
     WHERE metadata ->> '$.intention' = ? ORDER BY seq`,
  )
  const amongIntentions = db.prepare<[string], { intention: string }>(
    `SELECT DISTINCT metadata ->> '$.intention' AS intention FROM event INDEXED BY event_by_intention
     WHERE metadata ->> '$.intention' IN (SELECT value FROM json_each(?))`,
  )
  const anchor = db.prepare<[number], Anchor>(
    `SELECT id, position, recorded_at AS recordedAt FROM event WHERE seq >= ? AND position <> '' ORDER BY seq LIMIT 1`,
  )
  const arrived = db.prepare<[], { last: number | null }>('SELECT max(seq) AS last FROM event')
  const recordedAt = db.prepare<[string], { recordedAt: string }>(
    `SELECT recorded_at AS recordedAt FROM event
     WHERE seq > (SELECT max(seq) FROM event) - 1000 AND id = ?`,
  )
  const typesSince = db.prepare<[number, string], Row>(
    `SELECT ${COLUMNS} FROM event WHERE seq > ? AND type IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  )
  const terminalSince = db.prepare<[number, string], Row>(
    `SELECT ${COLUMNS} FROM event WHERE seq > ? AND terminal = ? ORDER BY seq`,
  )
  const closed = db.prepare<[string, string], { found: 1 }>(
    `SELECT 1 AS found FROM event INDEXED BY event_closing
     WHERE type = 'IntentionClosed' AND data ->> '$.intention' = ? AND terminal = ? LIMIT 1`,
  )
  const byTime = new Map([
    [
      'CountLinesApproved',
      db.prepare<[string, string], EventPlace>(
        `SELECT stream, revision, id FROM event INDEXED BY event_approval
         WHERE type = 'CountLinesApproved' AND recorded_at >= ? AND recorded_at < ?`,
      ),
    ],
  ])
  const nextStream = db.prepare<[string], { stream: string }>(
    'SELECT stream FROM event WHERE stream > ? ORDER BY stream LIMIT 1',
  )
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM event')
  /** In pages, since better-sqlite3 allows no writing while a statement is being read from. */
  function* inPages(select: typeof page) {
    for (let last = 0; ;) {
      const rows = select.all(last)
      yield* rows.map(fromRow)
      const end = rows.at(-1)
      if (end === undefined) return
      last = end.seq
    }
  }
  function* eachStream() {
    for (let next = nextStream.get(''); next; next = nextStream.get(next.stream)) yield next.stream
  }
  return {
    append: (event) => {
      const values = valuesOf(event)
      insert.run(...values, fingerprint(values))
    },
    readAgain: (event) => {
      const { stream, revision, version, terminal = null, problem = null } = event
      rewrite.run(version, terminal, problem, fingerprint(valuesOf(event)), stream, revision)
    },
    unreadable: () => inPages(unreadable),
    head: (stream) => head.get(stream)?.head ?? -1,
    at: (stream, revision) => {
      const row = at.get(stream, revision)
      return row && fromRow(row)
    },
    after: (stream, revision) => after.all(stream, revision).values().map(fromRow),
    all: () => inPages(page),
    anchors: (some) => {
      const last = arrived.get()?.last ?? 0
      const seqs = Array.from({ length: some }, (_, n) => Math.floor((last * n) / some))
      const found = seqs.flatMap((seq) => anchor.get(seq) ?? [])
      return [...new Map(found.map((one) => [one.id, one])).values()]
    },
    lastRecordedAt: (id) => recordedAt.get(id)?.recordedAt,
    arrived: () => arrived.get()?.last ?? 0,
    arrivedSince: (from, which) =>
      ('types' in which
        ? typesSince.all(from, JSON.stringify(which.types))
        : terminalSince.all(from, which.terminal)
      ).map(fromRow),
    ofIntention: (intention) => ofIntention.all(intention).map(fromRow),
    amongIntentions: (intentions) =>
      new Set(amongIntentions.all(JSON.stringify(intentions)).map(({ intention }) => intention)),
    isClosed: (terminal, intention) => closed.get(intention, terminal) !== undefined,
    recordedBetween: (type, from, until) => {
      const places = byTime.get(type)
      if (places === undefined) throw new Error(`events ${type} have no index by their time`)
      return places.all(from, until)
    },
    streams: () => [...eachStream()],
    eachStream,
    count: () => count.get()?.n ?? 0,
  }
}
