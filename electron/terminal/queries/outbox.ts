import { problemOf } from '#shared/contract/problem.ts'
import { describeStored, readStoredCommand } from '#shared/contract/storedCommands.ts'
import type { OutboxRow, SendState } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'
import { withoutPins } from '#shared/contract/withoutPins.ts'

type Row = Omit<OutboxRow, 'command' | 'summary' | keyof SendState> & {
  command: string
  version: number
}

const neverSent = (): SendState => ({ attempts: 0, problem: null })

function read({ command, version, ...row }: Row, sent: SendState): OutboxRow {
  const { given, stored } = readStoredCommand(command, version)
  return { ...row, command: withoutPins(given), summary: describeStored(stored), ...sent }
}

/** What only this terminal has, the oldest first. Served by `intention_by_state` and `intention_open`. */
export function outboxQueries(db: Connection) {
  const open = db.prepare<[number], Row>(
    // The conflicts first, once: a stream with thousands of intentions is not searched for each of them.
    `WITH blocked AS MATERIALIZED (
       SELECT stream, conflict, min(sequence) FROM intention INDEXED BY intention_by_state
       WHERE state IN ('pending', 'held', 'conflict') AND state = 'conflict' GROUP BY stream
     )
     SELECT sequence, id AS intention, intention.stream, command, command_version AS version, operator, via, occurred_at AS occurredAt,
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
