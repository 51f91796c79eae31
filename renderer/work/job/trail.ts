import type { MovementRow } from '#shared/contract/api/index.ts'
import { clockTime } from '#shared/words/format.ts'
import type { Certainty, TrailEntry } from '../../ui/index.ts'
import { movementChange, movementWord } from '../words/movementWords.ts'

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
export const trailOf = (movements: readonly MovementRow[]): readonly TrailEntry[] =>
  movements.map((movement) => ({
    id: movement.event,
    time: clockTime(movement.occurredAt),
    figure: movementChange(movement),
    subject: movement.sku,
    place: movement.toBin === null ? movement.bin : `${movement.bin} → ${movement.toBin}`,
    note: movement.undoes === null ? (movement.reason ?? undefined) : movementWord(movement),
    certainty: movement.undoneBy === null ? certaintyOf(movement.status) : 'undone',
  }))
