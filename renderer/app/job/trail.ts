import type { MovementRow } from '#shared/contract/api/index.ts'
import { formatQuantity, type Certainty, type TrailEntry } from '../../ui/index.ts'
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
      figure:
        movement.toBin === null
          ? formatQuantity(movement.delta, true)
          : formatQuantity(Math.abs(movement.delta)),
      subject: movement.sku,
      place: movement.toBin === null ? movement.bin : `${movement.bin} → ${movement.toBin}`,
      note: isUndo(movement.intention) ? 'undo' : (movement.reason ?? undefined),
      certainty: undone ? 'undone' : certaintyOf(movement.status),
    }
  })
}
