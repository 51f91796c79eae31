import type { StoredEvent } from '../storage/storedEvent.ts'
import { compileDotnetRegex } from './dotnetRegex.ts'
import { isHiddenFromAll } from './systemStreams.ts'

/** A filter on `$all`. The regular expression wins over the prefixes when both are given. */
export interface Filter {
  readonly on: 'stream' | 'type'
  readonly regex: string
  readonly prefixes: readonly string[]
}

export type Matches = (event: StoredEvent) => boolean

/** Thrown for a regular expression that can't be compiled. */
export class InvalidFilter extends Error {
  override readonly name = 'InvalidFilter'
}

function textMatcher({ regex, prefixes }: Filter): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix))
  try {
    const compiled = compileDotnetRegex(regex)
    return (text) => compiled.test(text)
  } catch (cause) {
    throw new InvalidFilter(`The filter /${regex}/ is not a regular expression.`, { cause })
  }
}

/** What a reader of `$all` gets to see. */
export function allMatcher(filter: Filter | undefined): Matches {
  if (!filter) return (event) => !isHiddenFromAll(event.stream)
  const matches = textMatcher(filter)
  return filter.on === 'stream'
    ? (event) => matches(event.stream) && !isHiddenFromAll(event.stream)
    : (event) => matches(event.type) && !isHiddenFromAll(event.stream)
}
