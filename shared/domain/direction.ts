/** What an adjustment for a reason does to the book: it adds, it takes away, or it can do either. */
export type Direction = 'in' | 'out' | 'either'

/** Reasons whose meaning says it. A warehouse that was set up before directions has these without one. */
const known: ReadonlyMap<string, Direction> = new Map([
  ['found', 'in'],
  ['correction-up', 'in'],
  ['damaged', 'out'],
  ['expired', 'out'],
  ['lost', 'out'],
  ['correction-down', 'out'],
])

/** Does an adjustment for this reason add, or take away? `either`: whoever adjusts has to say. */
export const directionOf = ({
  reason,
  direction,
}: {
  readonly reason: string
  readonly direction?: Direction | undefined
}): Direction => direction ?? known.get(reason) ?? 'either'

/** Whether a change of the book by `delta` is what a reason of this direction can mean. */
export const isMeantBy = (direction: Direction, delta: number): boolean =>
  direction === 'either' || direction === (delta > 0 ? 'in' : 'out')
