import type { Connection } from '../connection.ts'
import type { ReadModelRow } from './rows.ts'

type ConflictRow = Extract<ReadModelRow, { model: 'conflict' }>

/** A conflict keeps its place (`seq`) however it changes, so that lists stay in order. */
export function conflictWriter(db: Connection): (row: ConflictRow) => void {
  const put = db.prepare(
    `INSERT INTO conflict (conflict, warehouse, stream, intention, command, command_version, operator, terminal, via, occurred_at, sequence,
       reason, facts, decided_on, head, choices, proposed, rulings, status, settlement, settled_by, result, pending)
     VALUES (@conflict, @warehouse, @stream, @intention, @command, @version, @operator, @terminal, @via, @occurredAt, @sequence,
       @reason, @facts, @decidedOn, @head, @choices, @proposed, @rulings, @status, @settlement, @settledBy, @result, @pending)
     ON CONFLICT (conflict) DO UPDATE SET
       reason = excluded.reason, facts = excluded.facts, head = excluded.head, choices = excluded.choices,
       proposed = excluded.proposed, rulings = excluded.rulings,
       status = excluded.status, settlement = excluded.settlement, settled_by = excluded.settled_by,
       result = excluded.result, pending = excluded.pending`,
  )
  const drop = db.prepare<[string]>('DELETE FROM conflict WHERE conflict = ?')
  return ({ conflict, value, pending }) => {
    if (value === undefined) {
      drop.run(conflict)
      return
    }
    const { intention, facts, choices, proposed, rulings, ...rest } = value.case
    put.run({
      ...rest,
      conflict,
      intention: intention.intention,
      command: JSON.stringify(intention.command),
      version: intention.version ?? 1,
      operator: intention.operator,
      terminal: intention.terminal,
      via: intention.via ?? null,
      occurredAt: intention.occurredAt,
      sequence: intention.sequence,
      facts: JSON.stringify(facts),
      choices: JSON.stringify(choices),
      proposed: proposed ? JSON.stringify(proposed) : null,
      rulings: rulings ? JSON.stringify(rulings) : null,
      status: value.status,
      settlement: value.status === 'open' ? null : JSON.stringify(value.settlement),
      settledBy: value.status === 'open' ? null : value.by,
      result: value.status === 'closed' ? value.result : null,
      pending: pending ? 1 : 0,
    })
  }
}
