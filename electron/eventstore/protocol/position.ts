import { toWire } from './numbers.ts'

/** A place in the log, which several answers have as messages of their own. */
interface PositionMessage {
  setCommitPosition(value: string): unknown
  setPreparePosition(value: string): unknown
}

/** Fills in the position of an event: without transactions it was committed where it was prepared. */
export function positioned<T extends PositionMessage>(message: T, position: number): T {
  message.setCommitPosition(toWire(position))
  message.setPreparePosition(toWire(position))
  return message
}
