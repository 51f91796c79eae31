import type { MovementRow } from '#shared/contract/api/index.ts'
import type { Certainty, TrailEntry } from '../../ui/index.ts'
import { clockTime } from '../time.ts'
import { isUndo, undoIdOf } from './undo.ts'

/** How sure a movement is; held ones are not sent yet either. */
export const certaintyOf = (status: MovementRow['status']): Certainty => {
  switch (status) {
    case 'pending':
    case 'held':
      return 'pending'
    case 'conflict':
      return 'parked'
    case 'confirmed':
      return 'confirmed'
    default:
      return status satisfies never
  }
}

/** The operator's own movements as the trail shows them, newest first. */
export const trailOf = (movements: readonly MovementRow[]): readonly TrailEntry[] => {
  const intentions = new Set(movements.map(({ intention }) => intention))
  return movements.map((movement) => {
    const undone = intentions.has(undoIdOf(movement.intention)) && !isUndo(movement.intention)
    return {
      id: movement.event,
      time: clockTime(movement.occurredAt),
      quantity: movement.toBin === null ? movement.delta : undefined,
      subject: movement.sku,
      place:
        movement.toBin === null
          ? movement.bin
          : `${String(Math.abs(movement.delta))} ${movement.bin} → ${movement.toBin}`,
      note: isUndo(movement.intention) ? 'undo' : (movement.reason ?? undefined),
      certainty: undone ? 'undone' : certaintyOf(movement.status),
    }
  })
}
