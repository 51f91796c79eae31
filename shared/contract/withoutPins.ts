/**
 * A value as it may be shown to people: without the PINs in it, however deep. Hashes of PINs travel in events, in the
 * commands that made them and in conflicts about those; a guess at one of a few thousand PINs costs next to nothing.
 */
export const withoutPins = <T>(value: T): T => shown(value, 0) as T

/** Nothing that is taken in is as deep; what an earlier version took in may be. */
const MAX_DEPTH = 200

function shown(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((one) => shown(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => field !== 'pin')
      .map(([field, inner]) => [field, shown(inner, depth + 1)]),
  )
}
