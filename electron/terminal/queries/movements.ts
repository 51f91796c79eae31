import type { DoneRow, MovementRow } from '#shared/contract/api/index.ts'
import { movements } from '#shared/domain/stock/index.ts'
import { type Connection, ON_FLOOR } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

export type MovementFilter = {
  readonly sku?: string | undefined
  readonly bin?: string | undefined
  readonly operator?: string | undefined
  /** Only what was recorded on this terminal. */
  readonly own?: boolean | undefined
  /** Only work on the floor: without opening stock, which is set-up. */
  readonly floor?: boolean | undefined
  readonly limit: number
}

const COLUMNS = `movement.event, movement.intention, movement.type, movement.warehouse, movement.sku,
  coalesce((SELECT name FROM product WHERE product.sku = movement.sku), movement.sku) AS name,
  movement.bin, movement.to_bin AS toBin, movement.delta, movement.incomplete, movement.reason, movement.reference, movement.undoes,
  (SELECT undo.intention FROM movement AS undo INDEXED BY movement_undoing
   WHERE undo.undoes = movement.intention AND undo.terminal = movement.terminal LIMIT 1) AS undoneBy, movement.operator,
  movement.terminal, movement.via, movement.occurred_at AS occurredAt, movement.clock_offset AS clockOffset, movement.recorded_at AS recordedAt, movement.status`

type Row = Omit<MovementRow, 'incomplete'> & { incomplete: number }

const read = ({ incomplete, ...row }: Row): MovementRow => ({
  ...row,
  incomplete: incomplete === 1,
})

function* each(rows: Iterable<Row>): Generator<MovementRow, void> {
  for (const row of rows) yield read(row)
}

const withoutPlace = ({ seq: _seq, ...row }: Row & { seq: number }): MovementRow => read(row)

/**
 * What moved, the newest first. Served by `movement_by_sku`, `movement_by_bin`, `movement_by_to_bin`,
 * `movement_by_operator` and `movement_by_terminal`; they all end in the order of arrival. What was done since is served
 * by `movement_on_floor`, what took something back by `movement_undoing`.
 */
export function movementQueries(db: Connection, identity: Identity) {
  type Parameters = {
    warehouse: string
    terminal: string
    sku: string | null
    bin: string | null
    operator: string | null
    limit: number
  }
  /** The index is named, since without statistics SQLite would rather sort all movements of the warehouse. */
  const newest = (index: string, conditions: readonly string[]) =>
    `SELECT seq, ${COLUMNS} FROM movement ${index} WHERE warehouse = @warehouse
     ${conditions.map((condition) => `AND ${condition}`).join(' ')} ORDER BY seq DESC LIMIT @limit`

  function indexFor({ sku, operator, own }: Omit<MovementFilter, 'limit'>): string {
    if (sku !== undefined) return 'INDEXED BY movement_by_sku'
    if (operator !== undefined) return 'INDEXED BY movement_by_operator'
    return own === true ? 'INDEXED BY movement_by_terminal' : 'NOT INDEXED'
  }

  function statement(filter: Omit<MovementFilter, 'limit'>): string {
    const { sku, bin, operator, own, floor } = filter
    const common = [
      ...(sku === undefined ? [] : ['sku = @sku']),
      ...(operator === undefined ? [] : ['operator = @operator']),
      ...(own === true ? ['terminal = @terminal'] : []),
      ...(floor === true ? [ON_FLOOR] : []),
    ]
    if (bin === undefined) return newest(indexFor(filter), common)
    // Two limited searches, since an OR over two columns would sort all movements of the bin.
    const legs = ['bin', 'to_bin'].map((leg) =>
      newest(`INDEXED BY movement_by_${leg}`, [...common, `${leg} = @bin`]),
    )
    return `${legs.map((leg) => `SELECT * FROM (${leg})`).join(' UNION ALL ')} ORDER BY seq DESC LIMIT @limit`
  }

  const prepare = (sql: string) => db.prepare<[Parameters], Row & { seq: number }>(sql)
  const prepared = new Map<string, ReturnType<typeof prepare>>()
  const history = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM movement WHERE warehouse = ? AND sku = ? ORDER BY seq`,
  )
  const done = db.prepare<[{ terminal: string; operator: string; since: string }], DoneRow>(
    `SELECT type, count(*) AS count FROM movement INDEXED BY movement_on_floor
     WHERE terminal = @terminal AND operator = @operator AND occurred_at >= @since AND ${ON_FLOOR} AND undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM movement AS undo INDEXED BY movement_undoing
                       WHERE undo.undoes = movement.intention AND undo.terminal = movement.terminal)
     GROUP BY type ORDER BY type`,
  )
  const received = db.prepare<
    [string, string, string],
    { sku: string; bin: string; quantity: number }
  >(
    `SELECT sku, bin, sum(delta) AS quantity
     FROM json_each(?) AS wanted CROSS JOIN movement INDEXED BY movement_by_reference
     WHERE warehouse = ? AND reference = ? AND sku = wanted.value AND movement.type = '${movements.ReceiveStock.event}'
     GROUP BY sku, bin`,
  )

  return {
    newest: (filter: MovementFilter): MovementRow[] => {
      const { sku = null, bin = null, operator = null, limit } = filter
      const sql = statement(filter)
      const query = prepared.get(sql) ?? prepare(sql)
      prepared.set(sql, query)
      const { terminal, warehouse } = identity() ?? { terminal: '', warehouse: '' }
      return query.all({ warehouse, terminal, sku, bin, operator, limit }).map(withoutPlace)
    },
    /** How many movements of each type somebody made on this terminal since then, less those that were taken back. */
    done: (operator: string, since: string): DoneRow[] =>
      done.all({ terminal: identity()?.terminal ?? '', operator, since }),
    /** All movements of a SKU, the oldest first. Nothing may be written before it has ended. */
    history: (sku: string): IterableIterator<MovementRow> =>
      each(history.iterate(warehouseOf(identity), sku)),
    /** What of these SKUs was received under a reference, by SKU and bin. */
    receivedUnder: (reference: string, skus: readonly string[]) =>
      received.all(JSON.stringify(skus), warehouseOf(identity), reference),
  }
}
