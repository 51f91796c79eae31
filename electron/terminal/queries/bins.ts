import type { BinRow } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

/** Bins of this terminal's warehouse. Served by the primary key of `bin`; what is in them by `stock_by_bin`. */
export function binQueries(db: Connection, identity: Identity) {
  const get = db.prepare<[string, string], { bin: string; zone: string }>(
    'SELECT bin, zone FROM bin WHERE warehouse = ? AND bin = ?',
  )
  const anyCase = db.prepare<[string, string], { bin: string; zone: string }>(
    'SELECT bin, zone FROM bin WHERE warehouse = ? AND bin = ? COLLATE NOCASE LIMIT 2',
  )
  const search = db.prepare<[{ warehouse: string; text: string; limit: number }], BinRow>(
    `SELECT bin, zone,
       (SELECT count(*) FROM stock INDEXED BY stock_by_bin
          WHERE stock.warehouse = @warehouse AND stock.bin = found.bin AND effective <> 0) AS skus
     FROM (
       SELECT bin, zone, instr(lower(bin), @text) = 1 AS begins FROM bin
       WHERE warehouse = @warehouse AND (instr(lower(bin), @text) > 0 OR instr(lower(zone), @text) > 0)
       ORDER BY begins DESC, bin LIMIT @limit
     ) AS found
     ORDER BY begins DESC, bin`,
  )
  return {
    get: (bin: string): { bin: string; zone: string } | undefined =>
      get.get(warehouseOf(identity), bin),
    /** As somebody types it: undefined also where two bins differ only by case. */
    anyCase: (bin: string): { bin: string; zone: string } | undefined => {
      const [row, other] = anyCase.all(warehouseOf(identity), bin)
      return other === undefined ? row : undefined
    },
    /** Those whose address begins with the text first, then those that have it anywhere, or in their zone's name. */
    search: (text: string, limit: number): BinRow[] =>
      search.all({ warehouse: warehouseOf(identity), text: text.trim().toLowerCase(), limit }),
  }
}
