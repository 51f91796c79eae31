import { z } from 'zod'
import type { Connection } from './connection.ts'

const record = z.record(z.string(), z.unknown())

type Unsent = {
  readonly sequence: number
  readonly stream: string
  readonly occurredAt: string
  readonly acceptedAt: string
  readonly clockOffset: number | null
}

/** The value with the offset where a time of this terminal's clock stands: an entry of a count says when it was made. */
function marked(json: string, terminal: string, clockOffset: number | undefined): string {
  const value = record.parse(JSON.parse(json))
  const isTimed = 'occurredAt' in value || ('line' in value && 'at' in value)
  if (value['terminal'] !== terminal || !isTimed) return json
  const { clockOffset: _, ...rest } = value
  return JSON.stringify(clockOffset === undefined ? rest : { ...rest, clockOffset })
}

/** Says of what was not sent yet that it was recorded under a wrong clock. */
export function clockMarks(db: Connection) {
  const unsent = db.prepare<[number], Unsent>(
    `SELECT sequence, stream, occurred_at AS occurredAt, accepted_at AS acceptedAt, clock_offset AS clockOffset
     FROM intention WHERE state IN ('pending', 'held', 'conflict') AND sequence > ? ORDER BY sequence`,
  )
  const mark = db.prepare<[number | null, number]>(
    'UPDATE intention SET clock_offset = ? WHERE sequence = ?',
  )
  const events = db.prepare<
    [number],
    { id: string; decision: number; position: number; data: string; metadata: string }
  >(
    `SELECT pending_event.id, decision, position, data, metadata
     FROM pending_event JOIN decision ON decision.id = pending_event.decision
     WHERE decision.intention = ? AND revision IS NULL`,
  )
  const rewrite = db.prepare<[string, string, number, number]>(
    'UPDATE pending_event SET data = ?, metadata = ? WHERE decision = ? AND position = ?',
  )
  const movement = db.prepare<[number | null, string]>(
    `UPDATE movement SET clock_offset = ? WHERE event = ? AND status <> 'confirmed'`,
  )
  return {
    /** What has not all been sent, after this number. */
    unsentAfter: (sequence: number): readonly Unsent[] => unsent.all(sequence),
    /** Within a transaction. */
    markClock: (terminal: string, sequence: number, clockOffset: number | undefined): void => {
      mark.run(clockOffset ?? null, sequence)
      for (const { id, decision, position, data, metadata } of events.all(sequence)) {
        const [newData, newMetadata] = [
          marked(data, terminal, clockOffset),
          marked(metadata, terminal, clockOffset),
        ]
        rewrite.run(newData, newMetadata, decision, position)
        movement.run(clockOffset ?? null, id)
      }
    },
  }
}
