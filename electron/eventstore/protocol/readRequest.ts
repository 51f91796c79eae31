import type { Direction } from '../storage/eventLog.ts'
import type { ReadFrom } from '../semantics/reads.ts'
import type { FilterWithCheckpoints } from '../semantics/subscriptions.ts'
import { streams } from './generated.ts'
import { parseFilter } from './filter.ts'
import { fromWire } from './numbers.ts'
import { sourceNameOf } from './proposedEvent.ts'
import type { UuidForm } from './readFrames.ts'
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
  if (subscription && options.getReadDirection() === BACKWARDS)
    throw invalidArgument('A subscription reads forwards.')
  const filter = withCheckpoints(options, subscription)
  return {
    ...parseSource(options),
    direction: options.getReadDirection() === BACKWARDS ? 'backwards' : 'forwards',
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
      stream: sourceNameOf(stream.getStreamIdentifier()),
      from: stream.hasStart() ? 'start' : stream.hasEnd() ? 'end' : fromWire(stream.getRevision()),
    }
  const all = options.getAll()
  if (!all) throw invalidArgument('A read names a stream or $all.')
  if (all.hasStart()) return { from: 'start' }
  if (all.hasEnd()) return { from: 'end' }
  return { from: fromWire(all.getPosition()?.getCommitPosition() ?? '0') }
}

function withCheckpoints(
  options: Options,
  subscription: boolean,
): FilterWithCheckpoints | undefined {
  const filter = options.getFilter()
  if (!filter) return undefined
  const window = filter.hasMax() ? filter.getMax() : defaultWindow
  const given = filter.getCheckpointintervalmultiplier()
  if (subscription && given === 0)
    throw invalidArgument('The multiplier of the checkpoint interval must be more than 0.')
  const multiplier = Math.max(1, given)
  return { ...parseFilter(filter), checkpointInterval: Math.max(1, window * multiplier) }
}
