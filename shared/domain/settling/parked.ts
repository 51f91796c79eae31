import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
import type { DomainCommand, DomainEvent } from '../messages.ts'

/** An intention that waits for a person, on what is known now: the state of its stream before it, and the facts. */
export type Parked = {
  readonly aggregate: Aggregate<DomainCommand, DomainEvent, unknown>
  readonly intent: Intent<DomainCommand>
  readonly state: unknown
  readonly facts: Facts
  readonly context: RebaseContext<DomainEvent>
}

export type StockMovementCommand = Extract<
  DomainCommand,
  { type: 'ReceiveStock' | 'PickStock' | 'MoveStock' | 'AdjustStock' }
>

export function isMovement(command: DomainCommand): command is StockMovementCommand {
  const { type } = command
  return (
    type === 'ReceiveStock' ||
    type === 'PickStock' ||
    type === 'MoveStock' ||
    type === 'AdjustStock'
  )
}

/** The bin that a movement takes from or puts to first. */
export const binOf = (command: StockMovementCommand): string =>
  command.type === 'MoveStock' ? command.from : command.bin

/** The same movement with another quantity; an adjustment keeps its sign. */
export function withQuantity(
  command: StockMovementCommand,
  quantity: number,
): StockMovementCommand {
  return command.type === 'AdjustStock'
    ? { ...command, delta: Math.sign(command.delta) * quantity }
    : { ...command, quantity }
}

/** The same movement at another bin; a move is made from it. */
export function atBin(command: StockMovementCommand, bin: string): StockMovementCommand {
  return command.type === 'MoveStock' ? { ...command, from: bin } : { ...command, bin }
}
