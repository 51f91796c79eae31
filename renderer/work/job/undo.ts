import type { MovementRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'

/**
 * The id of the intention that undoes another one. It is the other's id with UUID version 8, so there is exactly one:
 * asked for twice, even from two windows, it is the same intention, and the terminal answers with the first outcome.
 */
export const undoIdOf = (intention: string): string =>
  `${intention.slice(0, 14)}8${intention.slice(15)}`

/** The opposite of a movement; undefined where there is none that a person could mean. */
export const oppositeOf = (movement: MovementRow): Command | undefined => {
  const { type, sku, bin, toBin, reason, intention } = movement
  const quantity = Math.abs(movement.delta)
  const undoes = intention
  switch (type) {
    case 'StockReceived':
      return { type: 'PickStock', sku, bin, quantity, undoes }
    case 'StockPicked':
      return { type: 'ReceiveStock', sku, bin, quantity, undoes }
    case 'StockMoved':
      return toBin === null
        ? undefined
        : { type: 'MoveStock', sku, from: toBin, to: bin, quantity, undoes }
    case 'StockAdjusted':
      return reason === null
        ? undefined
        : { type: 'AdjustStock', sku, bin, delta: -movement.delta, reason, undoes }
    default:
      return undefined
  }
}

/**
 * The newest movement, where it can be undone: made in this session, not an undo itself, not undone yet, and not
 * waiting for a person. `movements` are the operator's own, newest first.
 */
export const undoable = (
  movements: readonly MovementRow[],
  sessionSince: string,
): MovementRow | undefined => {
  const [newest] = movements
  if (newest === undefined || newest.undoes !== null || newest.undoneBy !== null) return undefined
  if (newest.status === 'conflict') return undefined
  const inSession = Date.parse(newest.occurredAt) >= Date.parse(sessionSince)
  return inSession && oppositeOf(newest) !== undefined ? newest : undefined
}
