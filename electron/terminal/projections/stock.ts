import {
  deltasOf,
  holdingAt,
  holdingOf,
  holdingsIn,
  isWhole,
  onHand,
  parseHolding,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import { parseWarehouseId } from '#shared/domain/index.ts'
import type { Projection } from './projection.ts'

/** Stock by holding: what the central store has, and what the floor sees. */
export const stockProjection: Projection<StockEvent, StockState> = {
  keysOf: (event) => deltasOf(event).map(holdingOf),
  allKeys: holdingsIn,
  row: (id, key, confirmed, effective) => {
    const { warehouse, rest: sku } = parseWarehouseId(id) ?? { warehouse: '', rest: id }
    const holding = parseHolding(key)
    const fields = holdingAt(holding)
    return {
      model: 'stock',
      warehouse,
      sku,
      holding,
      ...fields,
      confirmed: onHand(confirmed, fields),
      effective: onHand(effective, fields),
      incomplete: !isWhole(effective, fields),
    }
  },
}
