import { parseEvent } from '#shared/contract/events.ts'
import type { HaltedStore, LostEvent } from '#shared/contract/api/index.ts'
import { type Connection, readHalted } from '../store/index.ts'
import { tellEvent, type Viewer } from './covered.ts'
import { type Identity, warehouseOf } from './identity.ts'

type LackingRow = HaltedStore['lacking'][number]
type LostRow = Omit<LostEvent, 'what'> & { type: string; version: number; data: string }

/** Streams that are named one by one. */
const SHOWN = 500

function describe(
  { type, version, data, ...row }: LostRow,
  viewer: Viewer,
  warehouse: string,
): LostEvent {
  const parsed = parseEvent(type, version, JSON.parse(data))
  const of = { warehouse, stream: row.stream, by: row.operator }
  return { ...row, what: parsed.ok ? tellEvent(viewer, parsed.event, of) : type }
}

/** A central store that is not the one that was worked with, and what was lost with one that was accepted. */
export function haltedQueries(db: Connection, identity: Identity) {
  const lacking = db.prepare<[string, number], Omit<LackingRow, 'own'> & { own: number }>(
    `SELECT terminal, stream, terminal IS ? AS own, count(*) AS events,
       min(recorded_at) AS first, max(recorded_at) AS last
     FROM cut_event JOIN event USING (seq) WHERE lacking = 1
     GROUP BY terminal, stream ORDER BY own, terminal, max(seq) DESC LIMIT ?`,
  )
  const totals = db.prepare<[string], { events: number; own: number; streams: number }>(
    `SELECT count(*) AS events, coalesce(sum(terminal IS ?), 0) AS own, count(DISTINCT stream) AS streams
     FROM cut_event JOIN event USING (seq) WHERE lacking = 1`,
  )
  const fresh = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM seen_event WHERE NOT EXISTS (
       SELECT 1 FROM event WHERE event.stream = seen_event.stream AND event.id = seen_event.id
     )`,
  )
  const LOST = `FROM lost_event AS lost
     WHERE NOT EXISTS (
       SELECT 1 FROM event INDEXED BY event_by_intention
       WHERE event.metadata ->> '$.intention' = lost.metadata ->> '$.intention' AND event.terminal IS lost.terminal
     ) AND NOT EXISTS (
       SELECT 1 FROM event WHERE event.stream = lost.stream AND event.id = lost.id
     ) AND NOT EXISTS (
       SELECT 1 FROM event INDEXED BY event_closing
       WHERE type = 'IntentionClosed' AND data ->> '$.intention' = lost.metadata ->> '$.intention'
         AND event.terminal IS lost.terminal
     ) AND NOT (lost.terminal IS @own AND EXISTS (
       SELECT 1 FROM intention WHERE intention.id = lost.metadata ->> '$.intention'
     ))`
  const lost = db.prepare<{ own: string; limit: number }, LostRow>(
    `SELECT id AS event, stream, type, version, data, terminal, metadata ->> '$.operator' AS operator,
       metadata ->> '$.occurredAt' AS occurredAt, recorded_at AS recordedAt, archived_at AS since
     ${LOST} GROUP BY stream, id ORDER BY terminal, max(seq) LIMIT @limit`,
  )
  const anyArchived = db.prepare<[], { found: 1 }>('SELECT 1 AS found FROM lost_event LIMIT 1')
  const own = () => identity()?.terminal ?? ''
  return {
    /** Null while the exchange is not halted because of the store. */
    get: (): HaltedStore | null => {
      const halted = readHalted(db)
      if (halted === undefined) return null
      const { kind, site = null, names = null, complete } = halted
      const {
        events,
        own: ownEvents,
        streams,
      } = totals.get(own()) ?? {
        events: 0,
        own: 0,
        streams: 0,
      }
      return {
        kind,
        site,
        names,
        complete,
        warehouse: warehouseOf(identity),
        events,
        own: ownEvents,
        streams,
        fresh: fresh.get()?.n ?? 0,
        lacking: lacking
          .all(own(), SHOWN)
          .map(({ own: isOwn, ...row }) => Object.assign(row, { own: isOwn === 1 })),
      }
    },
    /** What a store that was accepted lacked, and no terminal has brought back so far; by terminal, in their order. */
    lost: (limit: number, viewer?: Viewer): LostEvent[] =>
      anyArchived.get()
        ? lost.all({ own: own(), limit }).map((row) => describe(row, viewer, warehouseOf(identity)))
        : [],
  }
}
