import { InvalidFilter, allMatcher, type Filter } from '../semantics/filter.ts'
import { invalidArgument } from './status.ts'

/** A filter as the reads and the persistent subscriptions have it on the wire. */
interface FilterOptions {
  getStreamIdentifier(): Expression | undefined
  getEventType(): Expression | undefined
}

interface Expression {
  getRegex(): string
  getPrefixList(): string[]
}

/** @throws CallError INVALID_ARGUMENT when its regular expression is none. */
export function parseFilter(options: FilterOptions): Filter {
  const byStream = options.getStreamIdentifier()
  const expression = byStream ?? options.getEventType()
  const filter: Filter = {
    on: byStream ? 'stream' : 'type',
    regex: expression?.getRegex() ?? '',
    prefixes: expression?.getPrefixList() ?? [],
  }
  try {
    allMatcher(filter)
  } catch (error) {
    if (error instanceof InvalidFilter) throw invalidArgument(error.message)
    throw error
  }
  return filter
}
