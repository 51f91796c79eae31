import {
  binDeltas,
  isWhole,
  onHand,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import { parseWarehouseId } from '#shared/domain/index.ts'
import type { Projection } from './projection.ts'

/** Stock by bin: what the central store has, and what the floor sees. */
export const stockProjection: Projection<StockEvent, StockState> = {
  keysOf: (event) => binDeltas(event).map(({ bin }) => bin),
  allKeys: (state) => (state.status === 'open' ? Object.keys(state.bins) : []),
  row: (id, bin, confirmed, effective) => {
    const { warehouse, rest: sku } = parseWarehouseId(id) ?? { warehouse: '', rest: id }
    return {
      model: 'stock',
      warehouse,
      sku,
      bin,
      confirmed: onHand(confirmed, bin),
      effective: onHand(effective, bin),
      incomplete: !isWhole(effective, bin),
    }
  },
}
