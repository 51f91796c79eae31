import { metadataSchema, parseEvent } from '#shared/contract/events.ts'
import type { Connection } from './connection.ts'
import type { Decided, PendingEvent } from './intention.ts'

type EventRow = {
  id: string
  type: string
  version: number
  data: string
  metadata: string
  revision: number | null
}

/** What was written here was parsed before; that it cannot be read now means the database was tampered with. */
function readPending(row: EventRow): PendingEvent {
  const parsed = parseEvent(row.type, row.version, JSON.parse(row.data))
  if (!parsed.ok) throw new Error(`pending event ${row.id}: ${parsed.problem}`)
  return {
    ...parsed.event,
    id: row.id,
    version: row.version,
    metadata: metadataSchema.parse(JSON.parse(row.metadata)),
    revision: row.revision ?? undefined,
  }
}

/** A decision that stands, beside one of its events if it has any. */
type StandingRow = {
  readonly sequence: number
  readonly decision: number
  readonly base: number
  readonly applies: number
}

export type NewDecision = {
  readonly intention: number
  readonly base: number
  readonly decidedAt: string
  readonly events: readonly PendingEvent[]
}

/** Decisions by intention. One stands; those that it replaced stay, linked to what replaced them. */
export function decisionTable(db: Connection) {
  const nextId = db.prepare<[], { next: number }>(
    'SELECT coalesce(max(id), 0) + 1 AS next FROM decision',
  )
  const supersede = db.prepare<[number, number]>(
    'UPDATE decision SET superseded_by = ? WHERE intention = ? AND superseded_by IS NULL',
  )
  const insert = db.prepare<[Omit<NewDecision, 'events'> & { id: number }]>(
    `INSERT INTO decision (id, intention, base, decided_at, checksum)
     VALUES (@id, @intention, @base, @decidedAt, fingerprint(@id, @intention, @base, @decidedAt, 1, NULL))`,
  )
  const insertEvent = db.prepare<[EventRow & { decision: number; position: number }]>(
    `INSERT INTO pending_event (decision, position, id, type, version, data, metadata, revision, checksum)
     VALUES (@decision, @position, @id, @type, @version, @data, @metadata, @revision,
       fingerprint(@decision, @position, @id, @type, @version, @data, @metadata, @revision))`,
  )
  const standing = db.prepare<[number], { id: number; base: number; applies: number }>(
    'SELECT id, base, applies FROM decision WHERE intention = ? AND superseded_by IS NULL',
  )
  const events = db.prepare<[number], EventRow>(
    'SELECT id, type, version, data, metadata, revision FROM pending_event WHERE decision = ? ORDER BY position',
  )
  const ofStream = db.prepare<
    [string],
    StandingRow & (EventRow | { [column in keyof EventRow]: null })
  >(
    `SELECT intention.sequence, decision.id AS decision, decision.base, decision.applies,
       event.id, event.type, event.version, event.data, event.metadata, event.revision
     FROM intention INDEXED BY intention_open
       JOIN decision ON decision.intention = intention.sequence AND decision.superseded_by IS NULL
       LEFT JOIN pending_event AS event ON event.decision = decision.id
     WHERE intention.stream = ? AND intention.state IN ('pending', 'held', 'conflict')
     ORDER BY intention.sequence, event.position`,
  )
  const unsent = db.prepare<[string], EventRow & { sequence: number }>(
    `SELECT intention.sequence, event.id, event.type, event.version, event.data, event.metadata, event.revision
     FROM intention INDEXED BY intention_open
       JOIN decision ON decision.intention = intention.sequence AND decision.superseded_by IS NULL
       JOIN pending_event AS event ON event.decision = decision.id
     WHERE intention.stream = ? AND intention.state IN ('pending', 'held', 'conflict')
       AND intention.state <> 'conflict' AND decision.applies = 1 AND event.revision IS NULL
     ORDER BY intention.sequence, event.position`,
  )
  const made = db.prepare<[number], { id: number; base: number; type: string | null }>(
    `SELECT decision.id, decision.base, event.type
     FROM decision INDEXED BY decision_by_intention
       LEFT JOIN pending_event AS event ON event.decision = decision.id
     WHERE decision.intention = ? ORDER BY decision.id DESC, event.position`,
  )
  const renew = db.prepare<[number, number]>(
    'UPDATE decision SET base = ?, applies = 1 WHERE id = ?',
  )
  const setApplies = db.prepare<[number, number]>('UPDATE decision SET applies = ? WHERE id = ?')
  const owner = db.prepare<
    [string, string],
    { decision: number; intention: number; standing: number }
  >(
    `SELECT decision.id AS decision, decision.intention, decision.superseded_by IS NULL AS standing
     FROM pending_event JOIN decision ON decision.id = pending_event.decision
       JOIN intention ON intention.sequence = decision.intention
     WHERE pending_event.id = ? AND intention.stream = ?
     ORDER BY decision.superseded_by IS NULL DESC, decision.id DESC LIMIT 1`,
  )
  const confirm = db.prepare<[number, number, string]>(
    'UPDATE pending_event SET revision = ? WHERE decision = ? AND id = ?',
  )
  const unconfirmed = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM pending_event WHERE decision = ? AND revision IS NULL',
  )
  const nextPosition = db.prepare<[number], { next: number }>(
    'SELECT count(*) AS next FROM pending_event WHERE decision = ?',
  )

  function write(decision: number, position: number, event: PendingEvent): void {
    const { id, type, version, revision = null } = event
    const data = JSON.stringify(event.data)
    const metadata = JSON.stringify(event.metadata)
    insertEvent.run({ decision, position, id, type, version, data, metadata, revision })
  }

  return {
    /** Makes a decision the one that stands for its intention; returns its number. */
    decide: ({ intention, base, decidedAt, events }: NewDecision): number => {
      const id = nextId.get()?.next ?? 1
      supersede.run(id, intention)
      insert.run({ id, intention, base, decidedAt })
      events.forEach((event, position) => write(id, position, event))
      return id
    },
    standing: (intention: number): Decided => {
      const row = standing.get(intention)
      if (row === undefined) throw new Error(`intention ${intention} has no standing decision`)
      return {
        decision: row.id,
        base: row.base,
        applies: row.applies === 1,
        events: events.all(row.id).map(readPending),
      }
    },
    /** Every decision that was made for an intention, the newest first: on what, and which events. */
    madeFor: (
      intention: number,
    ): readonly { readonly base: number; readonly events: readonly string[] }[] => {
      const byDecision = Map.groupBy(made.all(intention), ({ id }) => id)
      return [...byDecision.values()].map((rows) => ({
        base: rows[0]?.base ?? -1,
        events: rows.flatMap(({ type }) => type ?? []),
      }))
    },
    /** The ones that stand for all that is open of a stream, by the intentions' numbers. */
    standingOf: (stream: string): ReadonlyMap<number, Decided> => {
      const found = new Map<number, Decided & { readonly events: PendingEvent[] }>()
      for (const { sequence, decision, base, applies, ...event } of ofStream.all(stream)) {
        const known = found.get(sequence) ?? { decision, base, applies: applies === 1, events: [] }
        if (event.id !== null) known.events.push(readPending(event))
        found.set(sequence, known)
      }
      return found
    },
    /** An event of an intention of this terminal landed that no decision here has: it is part of the one that stands. */
    adopt: (decision: number, event: PendingEvent): void => {
      const position = nextPosition.get(decision)?.next ?? 0
      write(decision, position, event)
    },
    /** What of a stream stands and only this terminal has, in order, with the number of its intention. */
    unconfirmed: (
      stream: string,
    ): readonly { readonly sequence: number; readonly event: PendingEvent }[] =>
      unsent.all(stream).map((row) => ({ sequence: row.sequence, event: readPending(row) })),
    /** Decided again on a newer base, it came out the same: nothing was replaced. */
    renew: (decision: number, base: number): void => void renew.run(base, decision),
    setApplies: (decision: number, applies: boolean): void =>
      void setApplies.run(applies ? 1 : 0, decision),
    /**
     * Marks an event of ours confirmed at a revision of its stream. Answers with the intention's number, and whether
     * that was the last event of its decision, and whether that is the decision that stands; undefined when the event is
     * none of ours.
     */
    confirm: (
      stream: string,
      event: string,
      revision: number,
    ):
      | { readonly intention: number; readonly complete: boolean; readonly standing: boolean }
      | undefined => {
      const own = owner.get(event, stream)
      if (own === undefined) return undefined
      confirm.run(revision, own.decision, event)
      return {
        intention: own.intention,
        complete: (unconfirmed.get(own.decision)?.n ?? 0) === 0,
        standing: own.standing === 1,
      }
    },
  }
}
