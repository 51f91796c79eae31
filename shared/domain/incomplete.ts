import type { Aggregate, Facts, Typed } from './aggregate.ts'
import { refuse, type Refused } from './decision.ts'

/**
 * Is the command not to be decided before the stream can be read? What a newer version has recorded may give the rest
 * another meaning, so that a count by this one is no way out: only an update is, or a supervisor's word.
 */
export function waitsToBeRead<C extends Typed, E extends Typed, S>(
  { goesOnUnread }: Aggregate<C, E, S>,
  command: C,
  { incomplete }: Pick<Facts, 'incomplete'>,
): boolean {
  if (incomplete === undefined || incomplete.ended || incomplete.accepted) return false
  return incomplete.unreadable > 0 && goesOnUnread?.(command) !== true
}

/**
 * Why nothing is decided on a stream as this terminal knows it: events cannot be read, or are missing and no count has
 * stated since what the command rests on; and no supervisor has said that work goes on with what is known.
 */
export function refuseIncomplete<C extends Typed, E extends Typed, S>(
  aggregate: Aggregate<C, E, S>,
  command: C,
  state: S,
  facts: Facts,
): Refused | undefined {
  const { incomplete } = facts
  if (incomplete === undefined) return undefined
  const { stream, missing, unreadable, ended, accepted } = incomplete
  const refused = refuse('stream-incomplete', {
    stream,
    missing,
    ...(unreadable > 0 ? { unreadable } : {}),
  })
  if (waitsToBeRead(aggregate, command, facts)) return refused
  if (aggregate.goesOnIncomplete === true) return undefined
  if (ended) return refuse('stream-ended', { stream })
  if (accepted || aggregate.isWholeFor?.(command, state) === true) return undefined
  return refused
}
