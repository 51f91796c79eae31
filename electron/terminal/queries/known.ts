import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import type { Pack } from '#shared/domain/product/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

const packs = z.array(codes.pack)

/**
 * What is there already, asked for many at once: each is one statement, served by a primary key. Joined crosswise, since
 * SQLite would else rather look through all that is wanted for each thing that is there.
 */
export function knownQueries(db: Connection, identity: Identity) {
  const products = db.prepare<[string], { sku: string; name: string; packs: string }>(
    `SELECT product.sku, product.name,
       (SELECT json_group_array(json_object('barcode', barcode, 'factor', factor, 'name', name) ORDER BY position)
          FROM pack WHERE pack.sku = product.sku) AS packs
     FROM json_each(?) AS wanted CROSS JOIN product ON product.sku = wanted.value`,
  )
  const owners = db.prepare<[string], { barcode: string; sku: string }>(
    'SELECT pack.barcode, pack.sku FROM json_each(?) AS wanted CROSS JOIN pack ON pack.barcode = wanted.value',
  )
  const bins = db.prepare<[string, string], { bin: string; zone: string }>(
    `SELECT bin.bin, bin.zone FROM json_each(?) AS wanted
       CROSS JOIN bin ON bin.warehouse = ? AND bin.bin = wanted.value`,
  )
  return {
    products: (
      skus: readonly string[],
    ): ReadonlyMap<string, { name: string; packs: readonly Pack[] }> =>
      new Map(
        products
          .all(JSON.stringify(skus))
          .map(({ sku, name, packs: json }) => [
            sku,
            { name, packs: packs.parse(JSON.parse(json)) },
          ]),
      ),
    /** Barcode to the SKU that has it. */
    barcodes: (barcodes: readonly string[]): ReadonlyMap<string, string> =>
      new Map(owners.all(JSON.stringify(barcodes)).map(({ barcode, sku }) => [barcode, sku])),
    /** Bin to its zone; empty where it has none. */
    bins: (addresses: readonly string[]): ReadonlyMap<string, string> =>
      new Map(
        bins
          .all(JSON.stringify(addresses), warehouseOf(identity))
          .map(({ bin, zone }) => [bin, zone]),
      ),
  }
}
