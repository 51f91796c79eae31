import type { MovementRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { oppositeOfTold } from '#shared/domain/stock/index.ts'

/**
 * The id of the intention that undoes another one. It is the other's id with UUID version 8, so there is exactly one:
 * asked for twice, even from two windows, it is the same intention, and the terminal answers with the first outcome.
 */
export const undoIdOf = (intention: string): string =>
  `${intention.slice(0, 14)}8${intention.slice(15)}`

/** The opposite of a movement, which says what it takes back; undefined where there is none that a person could mean. */
export const undoOf = (movement: MovementRow): Command | undefined => {
  const opposite = oppositeOfTold(movement.type, movement)
  return opposite && { ...opposite, undoes: movement.intention }
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
  return inSession && undoOf(newest) !== undefined ? newest : undefined
}
