import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
import type { DomainCommand, DomainEvent } from '../messages.ts'
import { isMovement, type MovementCommand, type StockState } from '../stock/index.ts'

/** An intention that waits for a person, on what is known now: the state of its stream before it, and the facts. */
export type Parked = {
  readonly aggregate: Aggregate<DomainCommand, DomainEvent, unknown>
  readonly intent: Intent<DomainCommand>
  readonly state: unknown
  readonly facts: Facts
  readonly context: RebaseContext<DomainEvent>
}

/** The bin that a movement takes from or puts to first. */
export const binOf = (command: MovementCommand): string =>
  command.type === 'MoveStock' ? command.from : command.bin

/** The same movement with another quantity; an adjustment keeps its sign. */
export function withQuantity(command: MovementCommand, quantity: number): MovementCommand {
  return command.type === 'AdjustStock'
    ? { ...command, delta: Math.sign(command.delta) * quantity }
    : { ...command, quantity }
}

/** The same movement at another bin; a move is made from it. */
export function atBin(command: MovementCommand, bin: string): MovementCommand {
  return command.type === 'MoveStock' ? { ...command, from: bin } : { ...command, bin }
}

/** More are not tried: who has goods in so many bins has to look. */
const MOST_BINS = 20

/**
 * Other bins that a movement could be made at, those with the most of the goods first; none where it is no movement.
 * To try one, the facts have to know it: they are gathered for the bins that the command itself names.
 */
export function binsInstead({
  intent: { command },
  state,
}: Pick<Parked, 'intent' | 'state'>): readonly string[] {
  if (!isMovement(command)) return []
  const book = state as StockState
  if (book.status !== 'open') return []
  return Object.entries(book.bins)
    .filter(([bin, quantity]) => bin !== binOf(command) && quantity > 0)
    .toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, MOST_BINS)
    .map(([bin]) => bin)
}
