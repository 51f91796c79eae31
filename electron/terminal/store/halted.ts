import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import type { Connection } from './connection.ts'
import type { Anchor } from './eventLog.ts'
import { metaStore } from './meta.ts'

const KEY = 'halted'

const anchor = z.strictObject({
  id: z.string(),
  position: z.string(),
  recordedAt: z.string().optional(),
})

const haltedSchema = z.strictObject({
  kind: codes.storeKind,
  /** Which site the store is of; absent where it is empty. */
  site: codes.site.optional(),
  /** A warehouse of the same code, called otherwise: the terminal has never met the store. */
  names: z.strictObject({ theirs: z.string(), yours: z.string() }).optional(),
  /** The event after which the look began: up to it both logs are the same. Absent where it began at the start. */
  from: anchor.optional(),
  /** The last event that both logs have, in one order from the first on; absent where they have none. */
  common: anchor.optional(),
  /** The last event that was seen of the store's log. */
  seen: anchor.optional(),
  /** The log has been seen to its end at least once. */
  complete: z.boolean(),
})

/** A central store that is not the one that was worked with, as far as it has been looked at. */
export type Halted = z.infer<typeof haltedSchema>

/** An event of the store's log, by which it is compared with what is known here. */
export type SeenEvent = Anchor & {
  readonly stream: string
  readonly revision: number
  readonly recordedAt: string
}

/** Where an event stands in the log, as a number, of a position `commit/prepare`. */
const order = (position: string) =>
  `CAST(substr(${position}, 1, instr(${position}, '/') - 1) AS INTEGER)`

/** Undefined while the store is the one that is known. */
export function readHalted(db: Connection): Halted | undefined {
  const value = metaStore(db).get(KEY)
  return value === undefined ? undefined : haltedSchema.parse(JSON.parse(value))
}

/** What is known of a store that the exchange was halted for. */
export function haltedTables(db: Connection) {
  const meta = metaStore(db)
  const add = db.prepare<[string, number, string, string, string]>(
    'INSERT INTO seen_event (stream, revision, id, position, recorded_at) VALUES (?, ?, ?, ?, ?)',
  )
  const forgetSeen = db.prepare('DELETE FROM seen_event')
  const forgetCut = db.prepare('DELETE FROM cut_event')
  const firstStrange = db.prepare<[], { seq: number | null }>(
    `SELECT min(seen_event.seq) AS seq FROM seen_event
       LEFT JOIN event ON event.stream = seen_event.stream AND event.revision = seen_event.revision
     WHERE event.id IS NOT seen_event.id OR event.recorded_at <> seen_event.recorded_at
       OR event.position NOT IN ('', seen_event.position)`,
  )
  const lastBefore = db.prepare<[number], Anchor>(
    'SELECT id, position, recorded_at AS recordedAt FROM seen_event WHERE seq < ? ORDER BY seq DESC LIMIT 1',
  )
  const cutAfter = db.prepare<[{ position: string }]>(
    `INSERT INTO cut_event (seq, lacking)
     SELECT seq, NOT EXISTS (
       SELECT 1 FROM seen_event WHERE seen_event.id = event.id AND seen_event.stream = event.stream
     ) FROM event WHERE ${order('event.position')} > ${order('@position')}`,
  )
  // What was read of one stream by itself has no place in the log: it goes with what stands before it.
  const cutBehind = db.prepare(
    `INSERT OR IGNORE INTO cut_event (seq, lacking)
     SELECT event.seq, NOT EXISTS (
       SELECT 1 FROM seen_event WHERE seen_event.id = event.id AND seen_event.stream = event.stream
     ) FROM event JOIN (
       SELECT stream, min(revision) AS first FROM cut_event JOIN event USING (seq) GROUP BY stream
     ) AS cut ON cut.stream = event.stream AND event.revision > cut.first`,
  )
  const count = db.prepare<[], { cut: number; lacking: number }>(
    'SELECT count(*) AS cut, coalesce(sum(lacking), 0) AS lacking FROM cut_event',
  )
  const heads = db.prepare<[], { stream: string; head: number }>(
    // What is missing right before the first that is cut may be another event, or none, in the other log.
    `SELECT cut.stream, coalesce(
       (SELECT max(revision) FROM event WHERE event.stream = cut.stream AND event.revision < cut.first), -1
     ) AS head
     FROM (
       SELECT stream, min(revision) AS first FROM cut_event JOIN event USING (seq) GROUP BY stream
     ) AS cut`,
  )
  const settled = db.prepare<[], { stream: string }>(
    `SELECT DISTINCT stream FROM cut_event JOIN event USING (seq) WHERE type = 'ConflictResolved'`,
  )
  const archive = db.prepare<[string]>(
    `INSERT INTO lost_event (archived_at, stream, revision, id, type, version, data, metadata, terminal, recorded_at, position, problem)
     SELECT ?, stream, revision, id, type, version, data, metadata, terminal, recorded_at, position, problem
     FROM cut_event JOIN event USING (seq) WHERE lacking = 1 ORDER BY seq`,
  )
  const deleteEvents = db.prepare('DELETE FROM event WHERE seq IN (SELECT seq FROM cut_event)')
  const deleteSnapshot = db.prepare<[string]>('DELETE FROM snapshot WHERE stream = ?')
  const deleteMissing = db.prepare<[string, number]>(
    'DELETE FROM missing WHERE stream = ? AND first > ?',
  )

  const write = (halted: Halted): void => meta.set(KEY, JSON.stringify(halted))
  const forget = (): void => {
    meta.remove(KEY)
    forgetSeen.run()
    forgetCut.run()
  }

  return {
    /** Undefined while the store is the one that is known. */
    read: () => readHalted(db),
    /** A look begins: what was seen of another store before is gone. */
    begin: (halted: Halted): void => {
      forget()
      write(halted)
    },
    add: (halted: Halted, events: readonly SeenEvent[]): void => {
      for (const { stream, revision, id, position, recordedAt } of events)
        add.run(stream, revision, id, position, recordedAt)
      const last = events.at(-1)
      if (last)
        write({
          ...halted,
          seen: { id: last.id, position: last.position, recordedAt: last.recordedAt },
        })
    },
    /** The log was seen to its end: finds what of this journal it does not go on with. */
    compare: (halted: Halted): Halted => {
      const strange = firstStrange.get()?.seq ?? undefined
      const before = lastBefore.get(strange ?? Number.MAX_SAFE_INTEGER)
      const common = before ?? halted.from
      forgetCut.run()
      cutAfter.run({ position: common?.position ?? '-1/-1' })
      cutBehind.run()
      const { common: _, ...rest } = halted
      const compared = { ...rest, ...(common ? { common } : {}), complete: true }
      write(compared)
      return compared
    },
    /** Events here that the store does not go on with, and those of them that it has nowhere. */
    count: (): { readonly cut: number; readonly lacking: number } =>
      count.get() ?? { cut: 0, lacking: 0 },
    /** Streams that are cut, with the revision up to which both have the same. */
    heads: (): ReadonlyMap<string, number> =>
      new Map(heads.all().map(({ stream, head }) => [stream, head])),
    /** Streams of conflicts that are no longer settled, or not in that way. */
    unsettled: (): readonly string[] => settled.all().map(({ stream }) => stream),
    /** Keeps for good what the store has nowhere, and takes out of the journal all that is cut. Within a transaction. */
    cut: (at: string): void => {
      const streams = heads.all()
      archive.run(at)
      deleteEvents.run()
      for (const { stream, head } of streams) {
        deleteSnapshot.run(stream)
        deleteMissing.run(stream, head)
      }
    },
    /** The store is the one to work with. */
    forget: (): void => {
      if (meta.get(KEY) !== undefined) forget()
    },
  }
}
