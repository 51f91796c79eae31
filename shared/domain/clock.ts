import { instant, timeAt } from './instant.ts'

/** Between when and when something happened. */
export type Span = { readonly from: string; readonly to: string }

/**
 * When something can have happened that a clock said. `offset` is what that clock was found to be off by afterwards, in
 * milliseconds, above zero where it was ahead: it may have been so already, or have gone wrong since.
 */
export function spanOf(time: string, offset = 0): Span {
  if (offset === 0) return { from: time, to: time }
  const corrected = timeAt(instant(time) - offset)
  return offset > 0 ? { from: corrected, to: time } : { from: time, to: corrected }
}

/** The offset as a field, or no field. */
export const withOffset = (clockOffset: number | undefined) =>
  clockOffset === undefined ? {} : { clockOffset }

/** The likeliest beginning and end of a span that was widened because of its clock, in milliseconds since 1970. */
export const likeliest = (
  { from, to }: Span,
  offset = 0,
): { readonly from: number; readonly to: number } => ({
  from: instant(from) + Math.max(0, -offset),
  to: instant(to) - Math.max(0, offset),
})
