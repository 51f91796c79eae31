import { readStoredCommand } from '#shared/contract/storedCommands.ts'
import type { OutboxRow, SendState } from '#shared/contract/api/index.ts'
import { describeStored, problemOf } from '#shared/words/index.ts'
import type { Connection } from '../store/index.ts'
import { withoutPins } from '#shared/contract/withoutPins.ts'
import { countOver, coveredWords, knowsOf, type Viewer } from './covered.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = Omit<OutboxRow, 'command' | 'summary' | keyof SendState> & {
  command: string
  version: number
}

const neverSent = (): SendState => ({ attempts: 0, problem: null })

/** What was asked for, as somebody may be told of it: commands carry figures that their words do not, as conflicts do. */
function tell(row: Row, viewer: Viewer, warehouse: string): Pick<OutboxRow, 'command' | 'summary'> {
  const { given, stored } = readStoredCommand(row.command, row.version)
  const summary = describeStored(stored)
  if (viewer === undefined || viewer.cover.isEmpty) return { command: withoutPins(given), summary }
  const at = { warehouse, stream: row.stream }
  const isKnown =
    countOver(viewer, stored, at) === undefined || knowsOf(viewer, row.operator, given.type)
  return {
    command: { type: given.type },
    summary: isKnown ? summary : (coveredWords(stored, at) ?? summary),
  }
}

function read(row: Row, sent: SendState, viewer: Viewer, warehouse: string): OutboxRow {
  const told = tell(row, viewer, warehouse)
  const { command: _command, version: _version, ...rest } = row
  return { ...rest, ...told, ...sent }
}

/** What only this terminal has, the oldest first. Served by `intention_by_state` and `intention_open`. */
export function outboxQueries(db: Connection, identity: Identity) {
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
  const unreadable = db.prepare<[string], { found: 1 }>(
    `SELECT 1 AS found FROM event INDEXED BY event_unreadable_of
     WHERE stream = ? AND problem IS NOT NULL LIMIT 1`,
  )
  /** What is not tried at all has a reason all the same, without a connection too. */
  function known({ stream, state, conflict }: Row, sent: SendState): SendState {
    if (sent.problem !== null) return sent
    if (ended.get(stream)) return { ...sent, problem: problemOf('stream-ended', stream) }
    const waits = state === 'held' && conflict === null && unreadable.get(stream) !== undefined
    return waits ? { ...sent, problem: problemOf('stream-unreadable', stream) } : sent
  }

  return {
    /** `sendState` is the sync's: what it has tried since the terminal was started. */
    list: (
      limit: number,
      sendState: (stream: string) => SendState = neverSent,
      viewer?: Viewer,
    ): OutboxRow[] =>
      open
        .all(limit)
        .map((row) => read(row, known(row, sendState(row.stream)), viewer, warehouseOf(identity))),
  }
}
