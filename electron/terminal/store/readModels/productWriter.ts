import type { Connection } from '../connection.ts'
import type { ReadModelRow } from './rows.ts'

type ProductRow = Extract<ReadModelRow, { model: 'product' }>

/** A product with its packs, and what it is found by. */
export function productWriter(db: Connection): (row: ProductRow) => void {
  const put = db.prepare<[string, string, number | null, number], { id: number }>(
    `INSERT INTO product (sku, name, unit_value, pending) VALUES (?, ?, ?, ?)
     ON CONFLICT (sku) DO UPDATE SET name = excluded.name, unit_value = excluded.unit_value, pending = excluded.pending RETURNING id`,
  )
  const find = db.prepare<[string], { id: number }>('SELECT id FROM product WHERE sku = ?')
  const drop = db.prepare<[number]>('DELETE FROM product WHERE id = ?')
  const dropPacks = db.prepare<[string]>('DELETE FROM pack WHERE sku = ?')
  const putPack = db.prepare<[string, string, number, number, string]>(
    'INSERT INTO pack (barcode, sku, position, factor, name) VALUES (?, ?, ?, ?, ?)',
  )
  const dropText = db.prepare<[number]>('DELETE FROM product_search WHERE rowid = ?')
  const putText = db.prepare<[number, string, string, string]>(
    'INSERT INTO product_search (rowid, sku, name, barcodes) VALUES (?, ?, ?, ?)',
  )
  return ({ sku, value, pending }) => {
    dropPacks.run(sku)
    const known = find.get(sku)
    if (known) dropText.run(known.id)
    if (value === undefined) {
      if (known) drop.run(known.id)
      return
    }
    const id = put.get(sku, value.name, value.unitValue ?? null, pending ? 1 : 0)?.id
    if (id === undefined) throw new Error(`product ${sku} was not written`)
    value.packs.forEach(({ barcode, factor, name }, position) =>
      putPack.run(barcode, sku, position, factor, name),
    )
    putText.run(id, sku, value.name, value.packs.map(({ barcode }) => barcode).join(' '))
  }
}
