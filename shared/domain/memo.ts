/**
 * The same function, which works a value out once for as long as somebody holds it. States are never changed, so that
 * what was worked out from one stays right.
 */
export function oncePer<Value extends object, Result>(
  workOut: (value: Value) => Result,
): (value: Value) => Result {
  const known = new WeakMap<Value, { readonly result: Result }>()
  return (value) => {
    const found = known.get(value)
    if (found) return found.result
    const result = workOut(value)
    known.set(value, { result })
    return result
  }
}
