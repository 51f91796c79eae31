import { currentCommandVersion, type DomainCommand } from '#shared/domain/index.ts'
import type { Connection } from './connection.ts'

const OPEN = `('pending', 'held', 'conflict')`

/** An intention that came to an end, as far as it has to be known to ask whether that still holds. */
export type Ended = { readonly sequence: number; readonly id: string; readonly conflicts: number }

type Landed = {
  readonly decision: number
  readonly intention: number
  readonly event: string
  readonly superseded: number
  readonly lacking: number
}

/** What becomes of intentions when their events are cut out of the log. Within the transaction that does so. */
export function offeringAgain(db: Connection) {
  const landed = db.prepare<[], Landed>(
    `SELECT decision.id AS decision, decision.intention, pending_event.id AS event,
       decision.superseded_by IS NOT NULL AS superseded, cut_event.lacking
     FROM cut_event JOIN event USING (seq) JOIN pending_event ON pending_event.id = event.id
       JOIN decision ON decision.id = pending_event.decision
       JOIN intention ON intention.sequence = decision.intention
     WHERE intention.stream = event.stream AND pending_event.revision = event.revision`,
  )
  const takeBack = db.prepare<[number, string]>(
    'UPDATE pending_event SET revision = NULL WHERE decision = ? AND id = ?',
  )
  const yieldTo = db.prepare<[number, number]>(
    'UPDATE decision SET superseded_by = ? WHERE intention = ? AND superseded_by IS NULL',
  )
  const stand = db.prepare<[number]>(
    'UPDATE decision SET superseded_by = NULL, applies = 1 WHERE id = ?',
  )
  const reopen = db.prepare<[number]>(
    `UPDATE intention SET state = 'pending', conflict = NULL, ended = NULL WHERE sequence = ?`,
  )
  const wasConfirmed = db.prepare<[number], { found: 1 }>(
    `SELECT 1 AS found FROM intention WHERE sequence = ? AND state = 'confirmed'`,
  )
  const ended = db.prepare<[], Ended>(
    `SELECT sequence, id, conflicts FROM intention WHERE state IN ('satisfied', 'abandoned')`,
  )
  const settled = db.prepare<[], Ended>(
    `SELECT sequence, id, conflicts FROM intention WHERE conflicts > 0 AND state <> 'conflict'`,
  )
  const park = db.prepare<[string, number]>(
    `UPDATE intention SET state = 'conflict', conflict = ?, ended = NULL WHERE sequence = ?`,
  )
  const hasLanded = db.prepare<[string], { found: 1 }>(
    `SELECT 1 AS found FROM intention JOIN decision ON decision.intention = intention.sequence
       JOIN pending_event ON pending_event.decision = decision.id
     WHERE intention.id = ? AND pending_event.revision IS NOT NULL LIMIT 1`,
  )
  const capIntentions = db.prepare<{ head: number; stream: string }>(
    `UPDATE intention SET first_base = min(first_base, @head) WHERE stream = @stream AND state IN ${OPEN}`,
  )
  const capSeen = db.prepare<{ head: number; stream: string }>(
    `UPDATE intention SET settlement = json_set(settlement, '$.seen', min(settlement ->> '$.seen', @head))
     WHERE stream = @stream AND state IN ${OPEN} AND settlement ->> '$.seen' IS NOT NULL`,
  )
  const capDecisions = db.prepare<{ head: number; stream: string }>(
    `UPDATE decision SET base = min(base, @head) WHERE superseded_by IS NULL AND intention IN (
       SELECT sequence FROM intention WHERE stream = @stream AND state IN ${OPEN}
     )`,
  )
  const rewrite = db.prepare<[string, number, number]>(
    'UPDATE intention SET command = ?, command_version = ? WHERE sequence = ?',
  )
  return {
    /**
     * Events of this terminal that are cut are pending again, under their ids, as the decision that had arrived.
     * Answers with how many of them the store has nowhere.
     */
    takeBackLanded: (): number => {
      const events = landed.all()
      for (const { decision, intention, event, superseded } of events) {
        takeBack.run(decision, event)
        if (superseded === 1) {
          yieldTo.run(decision, intention)
          stand.run(decision)
        }
        if (wasConfirmed.get(intention)) reopen.run(intention)
      }
      return events.filter(({ lacking }) => lacking === 1).length
    },
    /** Intentions that ended without an event of their own. */
    ended: (): readonly Ended[] => ended.all(),
    /** Intentions that had come into conflict, and are no longer in one. */
    settled: (): readonly Ended[] => settled.all(),
    /** Has the central store an event of this intention? */
    hasLanded: (id: string): boolean => hasLanded.get(id) !== undefined,
    reopen: (sequence: number): void => void reopen.run(sequence),
    /** It waits for a person under a conflict that it has been in already. */
    parkAgain: (sequence: number, conflict: string): void => void park.run(conflict, sequence),
    /** What is open on a stream was decided on no more of it than this: beyond, its revisions mean something else now. */
    cap: (stream: string, head: number): void => {
      for (const statement of [capIntentions, capSeen, capDecisions])
        statement.run({ stream, head })
    },
    /** A command says no longer what this log cannot mean. */
    rewriteCommand: (sequence: number, command: DomainCommand): void =>
      void rewrite.run(JSON.stringify(command), currentCommandVersion(command.type), sequence),
  }
}
