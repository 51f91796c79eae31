import type { MissingRow } from '#shared/contract/api/index.ts'
import { lookup, streams } from '#shared/domain/index.ts'
import type { Connection } from '../store/index.ts'
import type { States } from './counts.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = Omit<MissingRow, 'acceptedBy'>

/** Of a product: whoever may write to its streams can write much that cannot be read. */
const MOST = 1000

/** What is not known of the streams: their names, revisions and why. */
const ROWS = `
  SELECT stream, first, last, 'missing' AS cause FROM missing
  UNION ALL
  SELECT stream, revision AS first, revision AS last, 'unreadable' AS cause
  FROM event INDEXED BY event_unreadable_of WHERE problem IS NOT NULL`

/**
 * What is not known here of the central store's streams. Served by the primary key of `missing`, and by
 * `event_unreadable_of`.
 */
export function missingQueries(db: Connection, identity: Identity, states: States) {
  const all = db.prepare<[number], Row>(`SELECT * FROM (${ROWS}) ORDER BY stream, first LIMIT ?`)
  const of = db.prepare<[string, string], Row>(
    `SELECT * FROM (${ROWS}) WHERE stream IN (?, ?) ORDER BY stream, first LIMIT ${String(MOST)}`,
  )

  /** The same, with who has said that work goes on without it. */
  function told(rows: readonly Row[]): MissingRow[] {
    const { terminal } = identity() ?? {}
    if (rows.length === 0 || terminal === undefined)
      return rows.map((row) => ({ ...row, acceptedBy: null }))
    const known = states().bookOf(streams.terminal(terminal)).effective
    const accepted = known.status === 'unknown' ? {} : (known.accepted ?? {})
    return rows.map((row) => {
      const word = lookup(accepted, row.stream)
      const covers = word !== undefined && row.last !== null && row.last <= word.last
      return { ...row, acceptedBy: covers ? word.by : null }
    })
  }

  return {
    all: (limit: number): MissingRow[] => told(all.all(limit)),
    /** Of a product, and of its book in this terminal's warehouse. */
    ofProduct: (sku: string): MissingRow[] =>
      told(of.all(streams.product(sku), streams.stock(warehouseOf(identity), sku))),
  }
}
