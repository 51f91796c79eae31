import { parseWarehouseId } from '#shared/domain/index.ts'
import type { readModelTables } from './schema.ts'

export type ReadModelTable = (typeof readModelTables)[number]

/** Which rows of a table are a stream's, and what tells one of them from another. */
export type Shape = {
  readonly category: string
  /** The columns that the stream's id is made of. */
  readonly of: readonly string[]
  readonly key?: string
  /** Only says in which order rows came: in read models that are made anew it is another one. */
  readonly order?: string
  /** Where its rows are read, if not in the table as it is. */
  readonly from?: string
  /** What writes its rows writes all that a stream has, whatever stands there. */
  readonly replaced?: true
}

export const shapes: Readonly<Record<ReadModelTable, Shape>> = {
  stock: { category: 'stock', of: ['warehouse', 'sku'], key: 'holding', replaced: true },
  product: { category: 'product', of: ['sku'], order: 'id' },
  pack: { category: 'product', of: ['sku'], key: 'barcode' },
  product_search: {
    category: 'product',
    of: ['sku'],
    from: `(SELECT product.sku, search.sku AS found, search.name, search.barcodes
      FROM product JOIN product_search AS search ON search.rowid = product.id)`,
  },
  warehouse: { category: 'warehouse', of: ['warehouse'], replaced: true },
  bin: { category: 'warehouse', of: ['warehouse'], key: 'bin', replaced: true },
  operator: { category: 'operator', of: ['operator'], replaced: true },
  terminal: { category: 'terminal', of: ['terminal'], replaced: true },
  conflict: { category: 'conflict', of: ['conflict'], order: 'seq' },
  count: { category: 'count', of: ['warehouse', 'count'], order: 'seq' },
  movement: { category: 'stock', of: ['warehouse', 'sku'], key: 'event', order: 'seq' },
}

/** A stream's id as the columns that it is made of have it. */
export function valuesOf({ of }: Shape, id: string): readonly string[] {
  if (of.length === 1) return [id]
  const { warehouse, rest } = parseWarehouseId(id) ?? { warehouse: '', rest: id }
  return [warehouse, rest]
}

/** Whose rows these are. */
export const streamOf = ({ category }: Shape, values: readonly string[]): string =>
  `${category}-${values.filter((value, at) => at > 0 || value !== '').join('.')}`
