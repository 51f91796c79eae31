import type { Direction } from '../storage/event-log.ts'
import { InvalidFilter, allMatcher } from '../semantics/filter.ts'
import type { ReadFrom } from '../semantics/reads.ts'
import type { FilterWithCheckpoints } from '../semantics/subscriptions.ts'
import { streams } from './generated.ts'
import { fromWire } from './numbers.ts'
import { streamNameOf } from './proposed-event.ts'
import type { UuidForm } from './read-frames.ts'
import { invalidArgument } from './status.ts'

type Options = streams.ReadReq.Options

export interface ParsedRead {
  /** undefined for `$all`. */
  readonly stream?: string
  readonly from: ReadFrom
  readonly direction: Direction
  readonly count: number
  readonly subscription: boolean
  readonly resolveLinks: boolean
  readonly filter?: FilterWithCheckpoints
  readonly uuid: UuidForm
}

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection

const defaultWindow = 32

/** @throws CallError INVALID_ARGUMENT for a request that says neither what to read nor how. */
export function parseReadRequest(request: streams.ReadReq): ParsedRead {
  const options = request.getOptions()
  if (!options) throw invalidArgument('A read carries options.')
  const subscription = options.hasSubscription()
  const filter = parseFilter(options)
  return {
    ...parseSource(options),
    direction: options.getReadDirection() === BACKWARDS && !subscription ? 'backwards' : 'forwards',
    count: subscription ? Number.POSITIVE_INFINITY : fromWire(options.getCount()),
    subscription,
    resolveLinks: options.getResolveLinks(),
    uuid: options.getUuidOption()?.hasStructured() ? 'structured' : 'string',
    ...(filter && { filter }),
  }
}

function parseSource(options: Options): Pick<ParsedRead, 'stream' | 'from'> {
  const stream = options.getStream()
  if (stream)
    return {
      stream: streamNameOf(stream.getStreamIdentifier()),
      from: stream.hasStart() ? 'start' : stream.hasEnd() ? 'end' : fromWire(stream.getRevision()),
    }
  const all = options.getAll()
  if (!all) throw invalidArgument('A read names a stream or $all.')
  if (all.hasStart()) return { from: 'start' }
  if (all.hasEnd()) return { from: 'end' }
  return { from: fromWire(all.getPosition()?.getCommitPosition() ?? '0') }
}

function parseFilter(options: Options): FilterWithCheckpoints | undefined {
  const filter = options.getFilter()
  if (!filter) return undefined
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  const window = filter.hasMax() ? filter.getMax() : defaultWindow
  const parsed: FilterWithCheckpoints = {
    on: byStream ? 'stream' : 'type',
    regex: expression?.getRegex() ?? '',
    prefixes: expression?.getPrefixList() ?? [],
    checkpointInterval: Math.max(1, window * Math.max(1, filter.getCheckpointintervalmultiplier())),
  }
  try {
    allMatcher(parsed)
  } catch (error) {
    if (error instanceof InvalidFilter) throw invalidArgument(error.message)
    throw error
  }
  return parsed
}
