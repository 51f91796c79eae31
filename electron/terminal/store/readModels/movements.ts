import type { Connection } from '../connection.ts'
import type { Movement, MovementStatus } from './rows.ts'

export type Movements = ReturnType<typeof movementTable>

/** A line of a count, by a name that no other line in the warehouse has. */
export const countLineOf = ({ count, line }: { count: string; line: string }): string =>
  `${count}/${line}`

/** Between which two texts the lines of a count are, the second no longer one of them: 0 comes right after the slash. */
export const countLinesOf = (count: string): { from: string; to: string } => ({
  from: `${count}/`,
  to: `${count}0`,
})

/** Every movement that this terminal knows, once, whether it is confirmed or not. */
export function movementTable(db: Connection) {
  const insert = db.prepare(
    `INSERT INTO movement (event, stream, revision, intention, type, warehouse, sku, bin, to_bin, delta, reason, reference,
       undoes, count_line, incomplete, operator, terminal, via, occurred_at, clock_offset, recorded_at, status)
     VALUES (@event, @stream, @revision, @intention, @type, @warehouse, @sku, @bin, @toBin, @delta, @reason, @reference,
       @undoes, @countLine, @incomplete, @operator, @terminal, @via, @occurredAt, @clockOffset, @recordedAt, @status)`,
  )
  const confirm = db.prepare<[number, number, string, string, string]>(
    `UPDATE movement SET status = 'confirmed', delta = ?, revision = ?, recorded_at = ?
     WHERE event = ? AND stream = ? AND status <> 'confirmed'`,
  )
  const setDelta = db.prepare<[number, string, string, string]>(
    `UPDATE movement INDEXED BY movement_by_count_line SET delta = ?
     WHERE warehouse = ? AND count_line = ? AND event = ?`,
  )
  const setStatus = db.prepare<[{ event: string; status: MovementStatus }]>(
    `UPDATE movement SET status = @status
     WHERE event = @event AND status <> 'confirmed' AND status <> @status`,
  )
  const drop = db.prepare<[string]>(
    `DELETE FROM movement WHERE event = ? AND status <> 'confirmed'`,
  )
  const put = (
    movement: Movement,
    status: MovementStatus,
    recorded: { readonly revision: number; readonly at: string } | undefined,
  ) =>
    insert.run({
      ...movement,
      incomplete: movement.incomplete ? 1 : 0,
      toBin: movement.toBin ?? null,
      reason: movement.reason ?? null,
      reference: movement.reference ?? null,
      undoes: movement.undoes ?? null,
      countLine: movement.countLine ?? null,
      clockOffset: movement.clockOffset ?? null,
      via: movement.via ?? null,
      revision: recorded?.revision ?? null,
      recordedAt: recorded?.at ?? null,
      status,
    })
  return {
    addPending: (movement: Movement, status: Exclude<MovementStatus, 'confirmed'>): void =>
      void put(movement, status, undefined),
    /** A movement of our own keeps its place in the list when it is confirmed. */
    addConfirmed: (movement: Movement, revision: number, recordedAt: string): void => {
      const { changes } = confirm.run(
        movement.delta,
        revision,
        recordedAt,
        movement.event,
        movement.stream,
      )
      if (changes === 0) put(movement, 'confirmed', { revision, at: recordedAt })
    },
    setStatus: (event: string, status: Exclude<MovementStatus, 'confirmed'>): void =>
      void setStatus.run({ event, status }),
    /** The posting of a count line did something else to the book than was known: events that were missing are here. */
    setDelta: (
      warehouse: string,
      line: { readonly count: string; readonly line: string },
      event: string,
      delta: number,
    ): void => void setDelta.run(delta, warehouse, countLineOf(line), event),
    /** A decision was replaced or given up: what it would have moved is no movement. */
    drop: (event: string): void => void drop.run(event),
  }
}
