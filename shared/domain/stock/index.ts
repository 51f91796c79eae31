import type { Aggregate } from '../aggregate.ts'
import { orConflict } from '../decision.ts'
import type { StockCommand } from './commands.ts'
import { decide } from './decide.ts'
import type { StockEvent } from './events.ts'
import { evolve, initialState, type StockState } from './state.ts'

export type * from './commands.ts'
export type * from './events.ts'
export { type BinDelta, binDeltas, onHand, type StockState } from './state.ts'

/**
 * The book of one SKU in one warehouse, over its bins: `stock-<warehouse>.<sku>`.
 *
 * Rebase: receiving commutes; picking, moving and taking away apply again while the bin still covers them,
 * since only what the bin holds matters, not who moved what; an adjustment carries its delta.
 */
export const stock: Aggregate<StockCommand, StockEvent, StockState> = {
  category: 'stock',
  initialState,
  decide,
  evolve,
  rebase: (intent, state, facts) => orConflict(decide(intent, state, facts)),
}
