import type { ProductEvent, ProductState } from '#shared/domain/product/index.ts'
import { type Projection, same, WHOLE } from './projection.ts'

/** Products with their packs, found by name, SKU and barcode. */
export const productProjection: Projection<ProductEvent, ProductState> = {
  keysOf: () => [WHOLE],
  allKeys: (state) => (state.status === 'registered' ? [WHOLE] : []),
  row: (sku, _key, confirmed, effective) => ({
    model: 'product',
    sku,
    value: effective.status === 'registered' ? effective : undefined,
    pending: !same(confirmed, effective),
  }),
}
