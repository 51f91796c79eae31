import type { Filter } from '../semantics/filter.ts'
import { systemStream } from '../semantics/systemStreams.ts'
import type {
  ConsumerStrategy,
  GroupDefinition,
  GroupSettings,
} from '../semantics/persistent/settings.ts'
import { persistent } from './generated.ts'
import { parseFilter } from './filter.ts'
import { fromWire } from './numbers.ts'
import { sourceNameOf } from './proposedEvent.ts'
import { invalidArgument } from './status.ts'

type CreateOptions = persistent.CreateReq.Options
type UpdateOptions = persistent.UpdateReq.Options
type Options = CreateOptions | UpdateOptions
type Settings = persistent.CreateReq.Settings | persistent.UpdateReq.Settings

/** What the older form of a request to a stream says for END: 2^64-1. */
const legacyEnd = (2n ** 64n - 1n).toString()

const ticksPerMillisecond = 10_000

const strategies: readonly ConsumerStrategy[] = ['DispatchToSingle', 'RoundRobin', 'Pinned']

/** @throws CallError INVALID_ARGUMENT for a request without options or settings. */
export function parseGroup(options: Options | undefined): GroupDefinition {
  const settings = options?.getSettings()
  if (!options || !settings) throw invalidArgument('A persistent subscription has settings.')
  const group = options.getGroupName()
  if (group === '') throw invalidArgument('A persistent subscription has a group name.')
  const { stream, startFrom } = parseSource(options, settings)
  const filter = groupFilter(options)
  return { stream, group, settings: parseSettings(settings, startFrom), ...(filter && { filter }) }
}

type Place = GroupSettings['startFrom']

function parseSource(options: Options, settings: Settings): { stream: string; startFrom: Place } {
  const all = options.getAll()
  if (all) {
    if (all.hasStart()) return { stream: systemStream.all, startFrom: 0 }
    if (all.hasEnd()) return { stream: systemStream.all, startFrom: 'end' }
    const position = fromWire(all.getPosition()?.getCommitPosition() ?? '0')
    return { stream: systemStream.all, startFrom: position }
  }
  const source = options.getStream()
  if (source) {
    const stream = sourceNameOf(source.getStreamIdentifier())
    if (source.hasEnd()) return { stream, startFrom: 'end' }
    return { stream, startFrom: source.hasStart() ? 0 : fromWire(source.getRevision()) }
  }
  const revision = settings.getRevision()
  const startFrom = revision === legacyEnd ? 'end' : fromWire(revision)
  return { stream: sourceNameOf(options.getStreamIdentifier()), startFrom }
}

function groupFilter(options: Options): Filter | undefined {
  const all = options instanceof persistent.CreateReq.Options ? options.getAll() : undefined
  const filter = all?.getFilter()
  return filter && parseFilter(filter)
}

function parseSettings(settings: Settings, startFrom: Place): GroupSettings {
  const milliseconds = (ms: number, ticks: string, hasTicks: boolean) =>
    hasTicks ? Math.floor(Number(ticks) / ticksPerMillisecond) : ms
  return {
    startFrom,
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeout: milliseconds(
      settings.getMessageTimeoutMs(),
      settings.getMessageTimeoutTicks(),
      settings.hasMessageTimeoutTicks(),
    ),
    checkpointAfter: milliseconds(
      settings.getCheckpointAfterMs(),
      settings.getCheckpointAfterTicks(),
      settings.hasCheckpointAfterTicks(),
    ),
    maxRetryCount: settings.getMaxRetryCount(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: parseStrategy(settings),
  }
}

/** By name in the newer form, else by number. */
function parseStrategy(settings: Settings): ConsumerStrategy {
  const name = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : ''
  const named = strategies.find((strategy) => strategy === name)
  if (named) return named
  if (name !== '') throw invalidArgument(`Consumer strategy ${name} does not exist.`)
  return strategies[settings.getNamedConsumerStrategy()] ?? 'RoundRobin'
}
