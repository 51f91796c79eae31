import { type DomainCommand, type DomainEvent, unreachable } from '../../domain/index.ts'
import {
  isMovement,
  isStockEvent,
  type MovementCommand,
  oppositeOf,
} from '../../domain/stock/index.ts'
import { formatDifference, formatNumber } from '../format.ts'

/** A movement as a thing in words: "pick of 3 of HL-U509-R from A-01-02". */
function nounOf(command: MovementCommand): string {
  switch (command.type) {
    case 'ReceiveStock':
      return `receipt of ${formatNumber(command.quantity)} of ${command.sku} into ${command.bin}`
    case 'PickStock':
      return `pick of ${formatNumber(command.quantity)} of ${command.sku} from ${command.bin}`
    case 'MoveStock':
      return `move of ${formatNumber(command.quantity)} of ${command.sku} from ${command.from} to ${command.to}`
    case 'AdjustStock':
      return `adjustment of ${command.sku} in ${command.bin} by ${formatDifference(command.delta)} (${command.reason})`
    default:
      return unreachable(command)
  }
}

/** What was taken back is the opposite of what took it back. */
const undone = (movement: Parameters<typeof oppositeOf>[0]): string | undefined => {
  const opposite = oppositeOf(movement)
  return opposite && nounOf(opposite)
}

/** A command that takes something back, in words; undefined where it takes back nothing. */
export function describeUndo(command: DomainCommand): string | undefined {
  if (!isMovement(command) || command.undoes === undefined) return undefined
  const taken = undone(command)
  return taken && `Take back the ${taken}`
}

/** An event that took something back, in words; undefined where it took back nothing. */
export function describeUndoing(event: DomainEvent): string | undefined {
  if (!isStockEvent(event) || !('undoes' in event.data)) return undefined
  const taken = event.data.undoes === undefined ? undefined : undone(event)
  return taken && `Taken back: ${taken}`
}
