import { z } from 'zod'
import { problemOf } from '#shared/contract/problem.ts'
import { describeCommand } from '#shared/contract/summaries.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import type { OutboxRow } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'
import type { SendState } from '../sync/index.ts'
import { withoutPins } from '../withoutPins.ts'

type Row = Omit<OutboxRow, 'command' | 'summary' | keyof SendState> & { command: string }

const neverSent = (): SendState => ({ attempts: 0, problem: null })

const command = z.looseObject({ type: z.string() })

function read(row: Row, sent: SendState): OutboxRow {
  const parsed = command.parse(JSON.parse(row.command))
  // It was parsed when it was accepted, and intentions never change.
  const summary = describeCommand(parsed as unknown as DomainCommand)
  return { ...row, command: withoutPins(parsed), summary, ...sent }
}

/** What only this terminal has, the oldest first. Served by `intention_by_state` and `intention_open`. */
export function outboxQueries(db: Connection) {
  const open = db.prepare<[number], Row>(
    // The conflicts first, once: a stream with thousands of intentions is not searched for each of them.
    `WITH blocked AS MATERIALIZED (
       SELECT stream, conflict, min(sequence) FROM intention INDEXED BY intention_by_state
       WHERE state IN ('pending', 'held', 'conflict') AND state = 'conflict' GROUP BY stream
     )
     SELECT sequence, id AS intention, intention.stream, command, operator, occurred_at AS occurredAt,
       accepted_at AS acceptedAt, state, coalesce(intention.conflict, blocked.conflict) AS conflict
     FROM intention LEFT JOIN blocked ON blocked.stream = intention.stream
     WHERE state IN ('pending', 'held', 'conflict') ORDER BY sequence LIMIT ?`,
  )
  const ended = db.prepare<[string], { found: 1 }>(
    'SELECT 1 AS found FROM missing WHERE stream = ? AND last IS NULL LIMIT 1',
  )
  /** What was ended for good is known before it is tried, and without a connection. */
  const known = (stream: string, sent: SendState): SendState =>
    sent.problem === null && ended.get(stream) !== undefined
      ? { ...sent, problem: problemOf('stream-ended', stream) }
      : sent

  return {
    /** `sendState` is the sync's: what it has tried since the terminal was started. */
    list: (limit: number, sendState: (stream: string) => SendState = neverSent): OutboxRow[] =>
      open.all(limit).map((row) => read(row, known(row.stream, sendState(row.stream)))),
  }
}
