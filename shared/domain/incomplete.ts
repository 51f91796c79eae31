import type { Aggregate, Facts } from './aggregate.ts'
import { refuse, type Refused } from './decision.ts'

/**
 * Why nothing is decided on a stream as this terminal knows it: events are missing, no count has stated since what the
 * command rests on, and no supervisor has said that work goes on with what is known.
 */
export function refuseIncomplete<C, E, S>(
  { goesOnIncomplete, isWholeFor }: Aggregate<C, E, S>,
  command: C,
  state: S,
  { incomplete }: Facts,
): Refused | undefined {
  if (incomplete === undefined || goesOnIncomplete === true) return undefined
  const { stream, missing, ended, accepted } = incomplete
  if (ended) return refuse('stream-ended', { stream })
  if (accepted || isWholeFor?.(command, state) === true) return undefined
  return refuse('stream-incomplete', { stream, missing })
}
