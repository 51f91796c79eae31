/**
 * A value as it may be shown to people: without the PINs in it, however deep. Hashes of PINs travel in events, in the
 * commands that made them and in conflicts about those; a guess at one of a few thousand PINs costs next to nothing.
 */
export function withoutPins<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutPins) as T
  const shown = Object.entries(value)
    .filter(([field]) => field !== 'pin')
    .map(([field, inner]) => [field, withoutPins(inner)])
  return Object.fromEntries(shown) as T
}
