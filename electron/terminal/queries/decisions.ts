import type { Connection } from '../store/index.ts'

/** A decision of this terminal. The same events decided again are the same decision, on another revision. */
export type DecisionRow = {
  /** The intention's number on this terminal. */
  readonly intention: number
  readonly state: string
  readonly operator: string
  readonly occurredAt: string
  /** The revision that it was decided on, -1 for none. */
  readonly base: number
  readonly decidedAt: string
  /** It was decided otherwise since. */
  readonly replaced: boolean
  readonly events: readonly { readonly id: string; readonly type: string }[]
}

type Row = Omit<DecisionRow, 'replaced' | 'events'> & { replaced: 0 | 1; events: string }

/** For whoever looks into a problem: it reads all that was ever intended here. Events are served by their primary key. */
export function decisionQueries(db: Connection) {
  const ofStream = db.prepare<[string], Row>(
    `SELECT intention.sequence AS intention, intention.state, intention.operator,
       intention.occurred_at AS occurredAt, decision.base, decision.decided_at AS decidedAt,
       decision.superseded_by IS NOT NULL AS replaced,
       (SELECT json_group_array(json_object('id', id, 'type', type) ORDER BY position)
        FROM pending_event WHERE decision = decision.id) AS events
     FROM intention JOIN decision ON decision.intention = intention.sequence
     WHERE intention.stream = ? ORDER BY intention.sequence, decision.id`,
  )
  return {
    /** In the order of the intentions, and for each the one that stands last. */
    *ofStream(stream: string): Generator<DecisionRow> {
      for (const { replaced, events, ...row } of ofStream.iterate(stream))
        yield {
          ...row,
          replaced: replaced === 1,
          events: JSON.parse(events) as DecisionRow['events'],
        }
    },
  }
}
