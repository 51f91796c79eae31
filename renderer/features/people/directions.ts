import type { ReasonRow } from '#shared/contract/api/index.ts'
import type { Choice } from '../../ui/index.ts'

type Direction = ReasonRow['direction']

/** What an adjustment for a reason does to the book, after the reason's name. */
export const directionWords: Readonly<Record<Direction, string>> = {
  in: 'adds to the book',
  out: 'takes away from the book',
  either: 'can do both',
}

export const directionChoices: readonly Choice<Direction>[] = [
  { value: 'in', label: 'It adds' },
  { value: 'out', label: 'It takes away' },
  { value: 'either', label: 'Whoever adjusts says it' },
]
