import type { Aggregate } from '../aggregate.ts'
import { conflict, orConflict, type Rebased, satisfied } from '../decision.ts'
import type { Needs } from '../needs.ts'
import { OPENING_STOCK, type StockCommand, type StockEvent } from './messages.ts'
import { binsOf, decide, decideWith } from './decide.ts'
import { streams } from '../streams.ts'
import { evolve, initialState, isWhole, lose, type StockState } from './state.ts'
import { isPosted } from './variance.ts'

export { binsOf } from './decide.ts'
export * from './holding.ts'
export * from './messages.ts'
export { bookThen, type BookThen, laterThan, type Observation, startOf } from './observation.ts'
export {
  binsNamed,
  canTake,
  type Delta,
  deltasOf,
  effectsAt,
  goodsEvents,
  isMovement,
  isOfCount,
  isStockCommand,
  isStockEvent,
  movements,
  oppositeOfTold,
  oppositeOf,
  type ToldMovement,
} from './movements.ts'
export { holdingsIn, isWhole, movementsOf, onHand, type StockState } from './state.ts'

/** Opening stock that somebody else has recorded for the same bin meanwhile, where the command is opening stock too. */
function openedMeanwhile(
  command: StockCommand,
  unseen: readonly StockEvent[],
): Rebased<StockEvent> | undefined {
  if (command.type !== 'ReceiveStock' || command.reference !== OPENING_STOCK) return undefined
  const { sku, bin, quantity } = command
  const theirs = unseen.find(
    (event) =>
      event.type === 'StockReceived' &&
      event.data.reference === OPENING_STOCK &&
      event.data.bin === bin,
  )
  if (theirs?.type !== 'StockReceived') return undefined
  return theirs.data.quantity === quantity
    ? satisfied
    : conflict('same-field-changed', {
        sku,
        bin,
        theirs: theirs.data.quantity,
        yours: quantity,
      })
}

const named = (command: StockCommand): Needs => ({
  bins: binsOf(command),
  products: [command.sku],
})

/**
 * The book of one SKU in one warehouse, over its bins: `stock-<warehouse>.<sku>`.
 *
 * Rebase: receiving commutes, but opening stock is recorded once; picking, moving and taking away apply again while the
 * bin still covers them, since only what the bin holds matters, not who moved what; an adjustment carries its delta.
 * What was made before a count that is posted meanwhile corrects that count's variance; what overlaps the count needs a
 * person.
 */
export const stock: Aggregate<StockCommand, StockEvent, StockState> = {
  category: 'stock',
  streamFor: ({ sku }, code) => streams.stock(code, sku),
  streamOf: ({ data }) => streams.stock(data.warehouse, data.sku),
  events: {
    StockReceived: true,
    StockPicked: true,
    StockMoved: true,
    StockAdjusted: true,
    CountVariancePosted: true,
    CountVarianceCorrected: true,
  },
  initialState,
  needs: {
    ReceiveStock: named,
    PickStock: named,
    MoveStock: named,
    AdjustStock: named,
    PostCountVariance: (command) => {
      const { sku, observation } = command
      return { ...named(command), counting: { kind: 'movements', sku, observation } }
    },
  },
  decide,
  evolve,
  lose,
  // What was counted is told by the look itself; whether it can be posted, by the look and what is missing.
  isWholeFor: (command, state) =>
    command.type === 'PostCountVariance' || binsOf(command).every((bin) => isWhole(state, { bin })),
  rebase: (intent, state, facts, context) => {
    const { command } = intent
    if (command.type === 'PostCountVariance') {
      // The book remembers the latest counts of a bin only; the log has them all.
      const isThere = isPosted(state, command.observation) || facts.counting?.posted === true
      if (isThere) return satisfied
    }
    const opened = openedMeanwhile(command, context.unseen)
    if (opened !== undefined) return opened
    const decision = decideWith(intent, state, facts, context)
    return decision.outcome === 'conflict' ? decision : orConflict(decision)
  },
}
