import type { StockRow } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

export type StockFilter = { readonly sku?: string | undefined; readonly bin?: string | undefined }

type Stored<T extends StockRow> = Omit<T, 'incomplete'> & { incomplete: number }

const read = <T extends object>(row: T & { incomplete: number }): T & { incomplete: boolean } => ({
  ...row,
  incomplete: row.incomplete === 1,
})

function* each(rows: Iterable<Stored<StockRow>>): Generator<StockRow, void> {
  for (const row of rows) yield read(row)
}

/** Stock by bin in this terminal's warehouse. Served by the primary key of `stock` and by `stock_by_bin`. */
export function stockQueries(db: Connection, identity: Identity) {
  const columns =
    'warehouse, sku, bin, effective AS onHand, confirmed, effective - confirmed AS pending, incomplete'
  const select = (rest: string) =>
    db.prepare<string[], Stored<StockRow>>(
      `SELECT ${columns} FROM stock ${rest} ORDER BY sku, holding`,
    )
  const all = select('WHERE warehouse = ?')
  const bySku = select('WHERE warehouse = ? AND sku = ?')
  // Named, since without statistics SQLite would rather read the whole warehouse by the primary key.
  const byBin = select('INDEXED BY stock_by_bin WHERE warehouse = ? AND bin = ?')
  const byBoth = select('WHERE warehouse = ? AND sku = ? AND bin = ?')
  const named = db.prepare<string[], Stored<StockRow & { name: string }>>(
    `SELECT ${columns}, coalesce((SELECT name FROM product WHERE product.sku = stock.sku), stock.sku) AS name
     FROM stock INDEXED BY stock_by_bin WHERE warehouse = ? AND bin = ? ORDER BY sku`,
  )
  const places = db.prepare<[string, string], { sku: string; bin: string }>(
    `SELECT sku, bin FROM json_each(?) AS wanted CROSS JOIN stock
     ON stock.warehouse = ? AND stock.sku = wanted.value`,
  )
  return {
    /** Where the book has any of these SKUs, in one question. */
    placesOf: (skus: readonly string[]): { sku: string; bin: string }[] =>
      places.all(JSON.stringify(skus), warehouseOf(identity)),
    byProduct: (sku: string): StockRow[] => bySku.all(warehouseOf(identity), sku).map(read),
    byBin: (bin: string): (StockRow & { name: string })[] =>
      named.all(warehouseOf(identity), bin).map(read),
    /** Row by row, since a whole warehouse can be large. Nothing may be written before it has ended. */
    iterate: ({ sku, bin }: StockFilter): IterableIterator<StockRow> => {
      const warehouse = warehouseOf(identity)
      if (sku === undefined)
        return each(bin === undefined ? all.iterate(warehouse) : byBin.iterate(warehouse, bin))
      return each(
        bin === undefined ? bySku.iterate(warehouse, sku) : byBoth.iterate(warehouse, sku, bin),
      )
    },
  }
}
