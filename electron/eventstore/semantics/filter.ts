import type { StoredEvent } from '../storage/storedEvent.ts'
import { compileDotnetRegex } from './dotnetRegex.ts'
import { isHiddenFromAll } from './systemStreams.ts'

/** A filter on `$all`. The regular expression wins over the prefixes when both are given. */
export interface Filter {
  readonly on: 'stream' | 'type'
  readonly regex: string
  readonly prefixes: readonly string[]
}

/** Characters of an expression that an error repeats. */
const shown = 100

/** What each event is compared with, one after the other. */
const maxPrefixes = 10_000

export type Matches = (event: StoredEvent) => boolean

/** Thrown for a filter that can't be used. */
export class InvalidFilter extends Error {
  override readonly name = 'InvalidFilter'
}

function textMatcher({ regex, prefixes }: Filter): (text: string) => boolean {
  if (prefixes.length > maxPrefixes)
    throw new InvalidFilter(`A filter takes ${maxPrefixes} prefixes at most.`)
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix))
  try {
    return compileDotnetRegex(regex)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidFilter(
      `The filter /${regex.slice(0, shown)}/ can't be used here: ${why}. Looking ahead or behind, references to groups and very large expressions are not taken.`,
      { cause },
    )
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
