import type { Consumer } from '../semantics/persistent/consumer.ts'
import type { Group } from '../semantics/persistent/group.ts'
import { systemStream } from '../semantics/systemStreams.ts'
import { persistent } from './generated.ts'

/** How a group stands, in the protocol's words. */
export function groupInfo(group: Group): persistent.SubscriptionInfo {
  const { definition, source, statistics } = group
  const { settings } = definition
  const info = new persistent.SubscriptionInfo()
  info.setEventSource(definition.stream)
  info.setGroupName(definition.group)
  info.setStatus(group.isBehind ? 'Behind' : 'Live')
  info.setConnectionsList(group.consumers.map(connectionInfo))
  info.setAveragePerSecond(statistics.rate)
  info.setTotalItems(String(statistics.total))
  info.setCountSinceLastMeasurement(String(statistics.sinceTick))
  const { checkpoint } = group
  info.setLastCheckpointedEventPosition(checkpoint === undefined ? '' : source.format(checkpoint))
  info.setLastKnownEventPosition(source.format(source.last()))
  info.setResolveLinkTos(settings.resolveLinks)
  info.setStartFrom(startFrom(group))
  info.setMessageTimeoutMilliseconds(settings.messageTimeout)
  info.setExtraStatistics(settings.extraStatistics)
  info.setMaxRetryCount(settings.maxRetryCount)
  info.setLiveBufferSize(settings.liveBufferSize)
  info.setBufferSize(settings.historyBufferSize)
  info.setReadBatchSize(settings.readBatchSize)
  info.setCheckPointAfterMilliseconds(settings.checkpointAfter)
  info.setMinCheckPointCount(settings.minCheckpointCount)
  info.setMaxCheckPointCount(settings.maxCheckpointCount)
  info.setReadBufferCount(group.buffer.length)
  info.setLiveBufferCount('0')
  info.setRetryBufferCount(group.retries.length)
  info.setTotalInFlightMessages(group.inFlight)
  info.setOutstandingMessagesCount(group.inFlight)
  info.setNamedConsumerStrategy(settings.strategy)
  info.setMaxSubscriberCount(settings.maxSubscriberCount)
  info.setParkedMessageCount(String(group.streams.parkedCount))
  return info
}

function startFrom({ definition }: Group): string {
  const place = definition.settings.startFrom === 'end' ? -1 : definition.settings.startFrom
  return definition.stream === systemStream.all ? `C:${place}/P:${place}` : String(place)
}

function connectionInfo(consumer: Consumer) {
  const { port, statistics } = consumer
  const info = new persistent.SubscriptionInfo.ConnectionInfo()
  info.setFrom(port.from)
  info.setUsername(port.userName)
  info.setConnectionName(port.connectionName)
  info.setAverageItemsPerSecond(statistics.rate)
  info.setTotalItems(String(statistics.total))
  info.setCountSinceLastMeasurement(String(statistics.sinceTick))
  info.setAvailableSlots(consumer.available)
  info.setInFlightMessages(consumer.inFlight)
  for (const [key, value] of statistics.measurements()) {
    const measurement = new persistent.SubscriptionInfo.Measurement()
    info.addObservedMeasurements(measurement.setKey(key).setValue(String(value)))
  }
  return info
}
