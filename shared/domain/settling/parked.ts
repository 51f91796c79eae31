import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
import type { DomainCommand, DomainEvent } from '../messages.ts'
import {
  compareHoldings,
  holdingAt,
  type HoldingKey,
  holdingsIn,
  isMovement,
  type MovementCommand,
  onHand,
  type StockState,
} from '../stock/index.ts'

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
  const there = (key: HoldingKey) => onHand(book, holdingAt(key))
  return holdingsIn(book)
    .filter((key) => holdingAt(key).bin !== binOf(command) && there(key) > 0)
    .toSorted((a, b) => there(b) - there(a) || compareHoldings(a, b))
    .slice(0, MOST_BINS)
    .map((key) => holdingAt(key).bin)
}
