import { z } from 'zod'
import type { ProductRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Pack } from '#shared/domain/product/index.ts'
import { streams } from '#shared/domain/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = Omit<ProductRow, 'packs' | 'incomplete'> & { packs: string; incomplete: number }

const packs = z.array(codes.pack)

const read = ({ packs: json, incomplete, ...row }: Row): ProductRow => ({
  ...row,
  incomplete: incomplete === 1,
  packs: packs.parse(JSON.parse(json)),
})

/** A product's packs and its stock over all bins, as parts of one statement: never a query for each row. */
const COLUMNS = `product.sku, product.name, product.unit_value AS unitValue,
  (SELECT json_group_array(json_object('barcode', barcode, 'factor', factor, 'name', name) ORDER BY position)
     FROM pack WHERE pack.sku = product.sku) AS packs,
  (SELECT coalesce(sum(effective), 0) FROM stock
     WHERE stock.warehouse = @warehouse AND stock.sku = product.sku) AS onHand,
  (SELECT coalesce(sum(effective - confirmed), 0) FROM stock
     WHERE stock.warehouse = @warehouse AND stock.sku = product.sku) AS pending,
  EXISTS (SELECT 1 FROM missing
     WHERE missing.stream IN (@books || product.sku, @products || product.sku))
  OR EXISTS (SELECT 1 FROM event INDEXED BY event_unreadable_of
     WHERE stream IN (@books || product.sku, @products || product.sku) AND problem IS NOT NULL) AS incomplete`

/** Every word of a search, as the beginning of a word. Quoted, so that nothing in it is an operator of FTS5. */
const matchOf = (text: string): string =>
  text
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ')

/**
 * A UPC-A is an EAN-13 is a GTIN-14 with fewer leading zeros, and scanners differ in how many they send:
 * all ways to write a code of such digits; the code alone where it is none.
 */
export function spellings(code: string): readonly string[] {
  if (!/^\d{12,14}$/.test(code)) return [code]
  const significant = code.replace(/^0+/, '')
  const others = [12, 13, 14]
    .filter((length) => length >= significant.length)
    .map((length) => significant.padStart(length, '0'))
  return [code, ...others.filter((other) => other !== code)]
}

type Here = { readonly warehouse: string; readonly books: string; readonly products: string }

/** Products with their packs and stock. Served by `product.sku`, `pack_by_sku`, `pack`'s key and `product_search`. */
export function productQueries(db: Connection, identity: Identity) {
  /** The warehouse, and what the names of the streams that a product is in begin with. */
  const here = (): Here => {
    const warehouse = warehouseOf(identity)
    return { warehouse, books: streams.stock(warehouse, ''), products: streams.product('') }
  }
  const bySku = db.prepare<[Here & { sku: string }], Row>(
    `SELECT ${COLUMNS} FROM product WHERE sku = @sku`,
  )
  const bySkuAnyCase = db.prepare<[Here & { sku: string }], Row>(
    `SELECT ${COLUMNS} FROM product WHERE sku = @sku COLLATE NOCASE LIMIT 2`,
  )
  const list = db.prepare<[Here & { limit: number }], Row>(
    `SELECT ${COLUMNS} FROM product ORDER BY sku LIMIT @limit`,
  )
  const search = db.prepare<[Here & { text: string; match: string; limit: number }], Row>(
    // First the best of all that match, then their stock: not the stock of all that match.
    `SELECT ${COLUMNS} FROM (
       SELECT rowid AS id, sku = @text COLLATE NOCASE AS exact, bm25(product_search, 4.0, 2.0, 1.0) AS score
       FROM product_search WHERE product_search MATCH @match
       ORDER BY exact DESC, score, sku LIMIT @limit
     ) AS found JOIN product USING (id)
     ORDER BY found.exact DESC, found.score, product.sku`,
  )
  const byBarcode = db.prepare<
    [Here & { barcodes: string }],
    Row & { packBarcode: string; packFactor: number; packName: string }
  >(
    `SELECT ${COLUMNS}, found.barcode AS packBarcode, found.factor AS packFactor, found.name AS packName
     FROM json_each(@barcodes) AS spelling
       JOIN pack AS found ON found.barcode = spelling.value JOIN product ON product.sku = found.sku
     ORDER BY spelling.key, product.sku`,
  )
  return {
    bySku: (sku: string): ProductRow | undefined => {
      const row = bySku.get({ ...here(), sku })
      return row && read(row)
    },
    /** As somebody types it: undefined also where two products differ only by case. */
    bySkuAnyCase: (sku: string): ProductRow | undefined => {
      const [row, other] = bySkuAnyCase.all({ ...here(), sku })
      return row && other === undefined ? read(row) : undefined
    },
    /** The best first. A text without a letter or digit lists by SKU. */
    search: (text: string, limit: number): ProductRow[] => {
      const match = matchOf(text)
      const rows =
        match === ''
          ? list.all({ ...here(), limit })
          : search.all({ ...here(), text: text.trim(), match, limit })
      return rows.map(read)
    },
    byBarcode: (barcode: string): { product: ProductRow; pack: Pack }[] =>
      byBarcode
        .all({ ...here(), barcodes: JSON.stringify(spellings(barcode)) })
        .map(({ packBarcode, packFactor, packName, ...row }) => ({
          product: read(row),
          pack: { barcode: packBarcode, factor: packFactor, name: packName },
        })),
  }
}
