import type { Connection } from '../store/index.ts'
import { withoutPins } from '#shared/contract/withoutPins.ts'

/** An event of a stream: confirmed, with its revision and the central store's time, or only on this terminal. */
export type EventRow = {
  readonly stream: string
  readonly revision: number | null
  readonly id: string
  readonly type: string
  readonly version: number
  readonly data: unknown
  readonly metadata: unknown
  readonly recordedAt: string | null
  readonly status: 'confirmed' | 'pending' | 'held' | 'conflict'
  /** Why it cannot be read, where it cannot. */
  readonly problem: string | null
}

type Row = Omit<EventRow, 'data' | 'metadata'> & { data: string; metadata: string }

const read = ({ data, metadata, ...row }: Row): EventRow => ({
  ...row,
  data: withoutPins(JSON.parse(data) as unknown),
  metadata: JSON.parse(metadata) as unknown,
})

/** A stream as this terminal has it. Served by `event (stream, revision)`, `intention_open` and `decision_standing`. */
export function eventQueries(db: Connection) {
  const confirmed = db.prepare<[string], Row>(
    `SELECT stream, revision, id, type, version, data, metadata, recorded_at AS recordedAt,
       'confirmed' AS status, problem
     FROM event WHERE stream = ? ORDER BY revision`,
  )
  const pending = db.prepare<[string], Row>(
    `SELECT intention.stream, NULL AS revision, pending_event.id, pending_event.type, pending_event.version,
       pending_event.data, pending_event.metadata, NULL AS recordedAt, intention.state AS status, NULL AS problem
     FROM intention
       JOIN decision ON decision.intention = intention.sequence AND decision.superseded_by IS NULL
       JOIN pending_event ON pending_event.decision = decision.id
     WHERE intention.stream = ? AND intention.state IN ('pending', 'held', 'conflict')
       AND pending_event.revision IS NULL
     ORDER BY intention.sequence, pending_event.position`,
  )
  return {
    /** The confirmed ones by revision, then the pending ones in order. Nothing may be written before it has ended. */
    *ofStream(stream: string): Generator<EventRow> {
      for (const row of confirmed.iterate(stream)) yield read(row)
      for (const row of pending.iterate(stream)) yield read(row)
    },
  }
}
