/** One step: the data of version n to the data of version n + 1. */
export type Upcast = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** Steps by event type; the first lifts version 1 to version 2. A type without steps is at version 1. */
export type Upcasts = Readonly<Record<string, readonly Upcast[]>>

export const upcasts: Upcasts = {}

/** The same for stored commands. */
export const commandUpcasts: Upcasts = {}

/** The version in which events of a type are written now. */
export const currentVersion = (type: string, steps: Upcasts = upcasts): number =>
  (steps[type]?.length ?? 0) + 1

/** The version in which commands of a type are stored now. */
export const currentCommandVersion = (type: string): number => currentVersion(type, commandUpcasts)

/**
 * Lifts stored event data to the current version, step by step.
 * Undefined when it is of a version that this program does not know yet.
 */
export function upcast(
  type: string,
  version: number,
  data: Readonly<Record<string, unknown>>,
  steps: Upcasts = upcasts,
): Readonly<Record<string, unknown>> | undefined {
  const known = steps[type] ?? []
  if (version < 1 || version > known.length + 1) return undefined
  return known.slice(version - 1).reduce((lifted, step) => step(lifted), data)
}
