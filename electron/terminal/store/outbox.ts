import { type Outcome, outcomeSchema } from '#shared/contract/commands.ts'
import { currentCommandVersion } from '#shared/domain/index.ts'
import type { Settling } from '#shared/domain/settling/index.ts'
import type { Connection } from './connection.ts'
import { clockMarks } from './clockMarks.ts'
import { decisionTable } from './decisions.ts'
import { intentionChain } from './integrity/index.ts'
import { HIGHEST_NUMBER } from './meta.ts'
import { offeringAgain } from './offerAgain.ts'
import { renumbering } from './renumber.ts'
import type { Intention, IntentionState, NewIntention, TailEntry } from './intention.ts'
import { type IntentionRow, parseIntention } from './intentionRow.ts'

const OPEN = `('pending', 'held', 'conflict')`

/** What cannot be read any more was recorded all the same: it must not be recorded a second time. */
const readOutcome = (id: string, json: string): Outcome =>
  outcomeSchema.safeParse(JSON.parse(json)).data ?? { id, outcome: 'accepted', events: [] }

/** This terminal's intentions, and all decisions made for them. Nothing is ever deleted. */
export function outboxStore(db: Connection) {
  const decisions = decisionTable(db)
  const chain = intentionChain(db)
  const insert = db.prepare(
    `INSERT INTO intention (sequence, id, stream, command, command_version, operator, role, occurred_at, accepted_at, correlation, causation, via, outcome, first_base, clock_offset, state, checksum, link)
     VALUES (@sequence, @id, @stream, @command, @commandVersion, @operator, @role, @occurredAt, @acceptedAt, @correlation, @causation, @via, @outcome, @firstBase, @clockOffset, @state,
       fingerprint(@sequence, @id, @stream, @command, @commandVersion, @operator, @role, @occurredAt, @acceptedAt, @correlation, @causation, @via, @outcome, @firstBase, @clockOffset, @state, 0, NULL, NULL, NULL),
       @link)`,
  )
  const bySequence = db.prepare<[number], IntentionRow>(
    'SELECT * FROM intention WHERE sequence = ?',
  )
  const byId = db.prepare<[string], IntentionRow>('SELECT * FROM intention WHERE id = ?')
  const exists = db.prepare<[string], { found: 1 }>('SELECT 1 AS found FROM intention WHERE id = ?')
  const byConflict = db.prepare<[string], IntentionRow>(
    'SELECT * FROM intention WHERE conflict = ?',
  )
  const last = db.prepare<[string], { last: number }>(
    `SELECT max(
       coalesce((SELECT max(sequence) FROM intention), 0),
       coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?), 0)
     ) AS last`,
  )
  const tail = db.prepare<[string, number], IntentionRow>(
    `SELECT * FROM intention
     WHERE stream = ? AND sequence > ? AND state IN ${OPEN} ORDER BY sequence`,
  )
  const blocking = db.prepare<[string], { found: 1 }>(
    `SELECT 1 AS found FROM intention
     WHERE stream = ? AND state IN ${OPEN} AND state = 'conflict' LIMIT 1`,
  )
  const openFrom = db.prepare<[string, number], { found: 1 }>(
    `SELECT 1 AS found FROM intention WHERE stream = ? AND state IN ${OPEN} LIMIT 1 OFFSET ?`,
  )
  const streams = db.prepare<[], { stream: string }>(
    // Twice the state: only so does SQLite see that the partial index has all that is asked for.
    `SELECT stream FROM intention INDEXED BY intention_by_state
     WHERE state IN ${OPEN} AND state = 'pending' GROUP BY stream ORDER BY min(sequence)`,
  )
  const stale = db.prepare<[], { stream: string }>(
    `SELECT DISTINCT stream FROM intention
       JOIN decision ON decision.intention = intention.sequence AND superseded_by IS NULL
     WHERE state IN ${OPEN} AND state <> 'conflict'
       AND (
         state = 'held' OR base < (SELECT max(revision) FROM event WHERE event.stream = intention.stream)
       )`,
  )
  const parked = db.prepare<[], IntentionRow>(
    `SELECT * FROM intention WHERE state IN ${OPEN} AND state = 'conflict' ORDER BY sequence`,
  )
  const openStreams = db.prepare<[], { stream: string }>(
    `SELECT DISTINCT stream FROM intention WHERE state IN ${OPEN}`,
  )
  const setState = db.prepare<[string, string | null, string | null, number]>(
    'UPDATE intention SET state = ?, conflict = ?, ended = ? WHERE sequence = ?',
  )
  const park = db.prepare<[string, number]>(
    `UPDATE intention SET state = 'conflict', conflict = ?, conflicts = conflicts + 1 WHERE sequence = ?`,
  )
  const unpark = db.prepare<[string, number]>(
    `UPDATE intention SET state = 'pending', conflict = NULL, settlement = ? WHERE sequence = ?`,
  )
  const byState = db.prepare<[], { state: IntentionState; n: number; oldest: string | null }>(
    `SELECT state, count(*) AS n, min(accepted_at) AS oldest FROM intention WHERE state IN ${OPEN} GROUP BY state`,
  )
  const outcome = db.prepare<[string, string], { outcome: string }>(
    'SELECT outcome FROM intention WHERE id = ? UNION ALL SELECT outcome FROM refusal WHERE id = ?',
  )
  const refuse = db.prepare<[string, string, string]>(
    'INSERT INTO refusal (id, outcome, refused_at) VALUES (?, ?, ?)',
  )

  const found = (row: IntentionRow | undefined) => row && parseIntention(row)
  const withDecision = (
    row: IntentionRow,
    decided = decisions.standing(row.sequence),
  ): TailEntry => ({ ...parseIntention(row), decided })

  return {
    ...decisions,
    ...renumbering(db),
    ...offeringAgain(db),
    ...clockMarks(db),
    add: ({ command, commandVersion, outcome, ...intention }: NewIntention): void => {
      const row = {
        ...intention,
        commandVersion: commandVersion ?? currentCommandVersion(command.type),
        clockOffset: intention.clockOffset ?? null,
        via: intention.via ?? null,
        command: JSON.stringify(command),
        outcome: JSON.stringify(outcome),
      }
      insert.run({ ...row, link: chain.next(row) ?? null })
    },
    find: (sequence: number): Intention | undefined => found(bySequence.get(sequence)),
    has: (id: string): boolean => exists.get(id) !== undefined,
    findById: (id: string): Intention | undefined => found(byId.get(id)),
    /** The intention of this terminal that a conflict parks, with its decision. */
    parkedBy: (conflict: string): TailEntry | undefined => {
      const row = byConflict.get(conflict)
      return row && withDecision(row)
    },
    /** The highest sequence number given out, as far as is known; 0 before the first. */
    lastSequence: (): number => last.get(HIGHEST_NUMBER)?.last ?? 0,
    /** A stream's open intentions, in order, each with the decision that stands. */
    tail: (stream: string): readonly TailEntry[] => {
      const standing = decisions.standingOf(stream)
      return tail.all(stream, 0).map((row) => withDecision(row, standing.get(row.sequence)))
    },
    /**
     * Those after a number, read one by one: whoever stops early has read no more. Write nothing before the end.
     */
    *eachOf(stream: string, after = 0): Generator<TailEntry, void> {
      for (const row of tail.iterate(stream, after)) yield withDecision(row)
    },
    /** Has the stream this many open intentions, or more? */
    hasOpen: (stream: string, least: number): boolean =>
      openFrom.get(stream, least - 1) !== undefined,
    /** Does a conflict hold the stream's tail back? */
    isBlocked: (stream: string): boolean => blocking.get(stream) !== undefined,
    /** Streams with something to push, the one that has waited longest first. */
    pendingStreams: (): readonly string[] => streams.all().map(({ stream }) => stream),
    /** Streams on which something open waits, or was decided before what has been read of them. */
    staleStreams: (): readonly string[] => stale.all().map(({ stream }) => stream),
    /** What waits for a person, with its decision. */
    parked: (): readonly TailEntry[] => parked.all().map((row) => withDecision(row)),
    openStreams: (): readonly string[] => openStreams.all().map(({ stream }) => stream),
    setState: (
      sequence: number,
      state: Exclude<IntentionState, 'conflict'>,
      why: { readonly conflict?: string | undefined; readonly ended?: string | undefined } = {},
    ): void => void setState.run(state, why.conflict ?? null, why.ended ?? null, sequence),
    /** Parks an intention under a conflict. */
    park: (sequence: number, conflict: string): void => void park.run(conflict, sequence),
    /** A person has settled its conflict: it is decided in that way from here on. */
    unpark: (sequence: number, settled: Settling): void =>
      void unpark.run(JSON.stringify(settled), sequence),
    /** What an id was first answered with, whatever became of it later. */
    firstOutcome: (id: string): Outcome | undefined => {
      const row = outcome.get(id, id)
      return row && readOutcome(id, row.outcome)
    },
    /** Keeps the answer to a refused command that came with its own id. */
    recordRefusal: (id: string, answer: Outcome, at: string): void =>
      void refuse.run(id, JSON.stringify(answer), at),
    /** Open intentions by state; `oldest` is when the oldest of all was accepted. */
    summary: () => {
      const rows = byState.all()
      const count = (state: IntentionState) => rows.find((row) => row.state === state)?.n ?? 0
      return {
        pending: count('pending'),
        held: count('held'),
        conflict: count('conflict'),
        oldest: rows
          .filter(({ state }) => state !== 'conflict')
          .flatMap(({ oldest }) => oldest ?? [])
          .toSorted()[0],
      }
    },
  }
}
