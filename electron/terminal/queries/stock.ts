import type { StockRow } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

export type StockFilter = { readonly sku?: string | undefined; readonly bin?: string | undefined }

/** Stock by bin in this terminal's warehouse. Served by the primary key of `stock` and by `stock_by_bin`. */
export function stockQueries(db: Connection, identity: Identity) {
  const columns =
    'warehouse, sku, bin, effective AS onHand, confirmed, effective - confirmed AS pending'
  const select = (where: string) =>
    db.prepare<string[], StockRow>(
      `SELECT ${columns} FROM stock WHERE warehouse = ?${where} ORDER BY sku, bin`,
    )
  const all = select('')
  const bySku = select(' AND sku = ?')
  const byBin = select(' AND bin = ?')
  const byBoth = select(' AND sku = ? AND bin = ?')
  const named = db.prepare<string[], StockRow & { name: string }>(
    `SELECT ${columns}, coalesce((SELECT name FROM product WHERE product.sku = stock.sku), stock.sku) AS name
     FROM stock WHERE warehouse = ? AND bin = ? ORDER BY sku`,
  )
  return {
    byProduct: (sku: string): StockRow[] => bySku.all(warehouseOf(identity), sku),
    byBin: (bin: string): (StockRow & { name: string })[] => named.all(warehouseOf(identity), bin),
    /** Row by row, since a whole warehouse can be large. Nothing may be written before it has ended. */
    iterate: ({ sku, bin }: StockFilter): IterableIterator<StockRow> => {
      const warehouse = warehouseOf(identity)
      if (sku === undefined)
        return bin === undefined ? all.iterate(warehouse) : byBin.iterate(warehouse, bin)
      return bin === undefined ? bySku.iterate(warehouse, sku) : byBoth.iterate(warehouse, sku, bin)
    },
  }
}
