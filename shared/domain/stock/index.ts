import type { Aggregate } from '../aggregate.ts'
import { orConflict, satisfied } from '../decision.ts'
import type { StockCommand } from './commands.ts'
import { decide, decideWith } from './decide.ts'
import type { StockEvent } from './events.ts'
import { evolve, initialState, type StockState } from './state.ts'
import { isPosted } from './variance.ts'

export type * from './commands.ts'
export type * from './events.ts'
export { bookThen, type BookThen, type Observation } from './observation.ts'
export {
  type BinDelta,
  binDeltas,
  movementsOf,
  onHand,
  postedCounts,
  type StockState,
} from './state.ts'

/**
 * The book of one SKU in one warehouse, over its bins: `stock-<warehouse>.<sku>`.
 *
 * Rebase: receiving commutes; picking, moving and taking away apply again while the bin still covers them,
 * since only what the bin holds matters, not who moved what; an adjustment carries its delta. What was made before a
 * count that is posted meanwhile corrects that count's variance; what overlaps the count needs a person.
 */
export const stock: Aggregate<StockCommand, StockEvent, StockState> = {
  category: 'stock',
  initialState,
  decide,
  evolve,
  rebase: (intent, state, facts, context) => {
    const { command } = intent
    if (command.type === 'PostCountVariance' && isPosted(state, command.observation))
      return satisfied
    const decision = decideWith(intent, state, facts, context)
    return decision.outcome === 'conflict' ? decision : orConflict(decision)
  },
}
