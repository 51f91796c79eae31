import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { credentials } from '@grpc/grpc-js'
import { numberOf, until } from '#test/support/eventstore/clients.ts'
import { type Bench, type Figure, s, small, times } from './bench.ts'

const subscribers = 100
/** Appends a second, for so many seconds. */
const rate = 1000
const duration = 5
const stream = 'followed'

/** A counting follower is sent a confirmation and a caught_up before its events. */
const introduction = 2

/** Many subscriptions follow a stream that grows steadily: how many deliveries a second, and how late they are. */
export async function follow({ store, client }: Bench): Promise<Figure> {
  await client.appendToStream(stream, small(0))
  const stub = new streamsService.StreamsClient(
    new URL(store.address).host,
    credentials.createInsecure(),
  )
  let messages = 0
  const counting = Array.from({ length: subscribers - 1 }, () =>
    countingFollower(stub, () => (messages += 1)),
  )
  // One real client among them, which says how late an event is.
  const sent = new Map<number, number>()
  const lags: number[] = []
  let received = 0
  let live = false
  const timed = client
    .subscribeToStream(stream, { fromRevision: 'end' })
    .on('caughtUp', () => (live = true))
    .on('data', ({ event }) => {
      received += 1
      const at = sent.get(numberOf(event))
      if (at !== undefined) lags.push(performance.now() - at)
    })
  const delivered = () => received + messages - counting.length * introduction
  await until(() => live && delivered() === 0)

  const before = await store.figures()
  const started = performance.now()
  const due = () =>
    Math.min(rate * duration, Math.floor(((performance.now() - started) / 1000) * rate))
  for (let n = 0; n < rate * duration; await pause()) {
    while (n < due()) {
      n += 1
      sent.set(n, performance.now())
      void client.appendToStream(stream, small(n))
    }
  }
  await until(() => delivered() >= rate * duration * subscribers)
  const elapsed = (performance.now() - started) / 1000
  const { cpuSeconds } = await store.figures()

  await timed.unsubscribe()
  for (const call of counting) call.cancel()
  const median = lags.toSorted((a, b) => a - b)[Math.floor(lags.length / 2)] ?? 0
  return {
    what: `${subscribers} subscriptions following ${rate} appends/s for ${duration} s`,
    store: `all ${delivered()} after ${s(elapsed)}, median lag ${median.toFixed(0)} ms`,
    floor: `${Math.round(delivered() / elapsed)} deliveries/s`,
    ratio: `store ${times((cpuSeconds - before.cpuSeconds) / elapsed)} of a core`,
  }
}

const pause = () => new Promise((resolve) => void setTimeout(resolve, 5))

/**
 * Follows the stream from its end and only counts. The real client decodes some ten thousand events a second, which would
 * be what a hundred of it in one process measure; here it is the store that is asked.
 */
function countingFollower(stub: StreamsClient, onMessage: () => void) {
  const { Options } = streams.ReadReq
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))
  const source = new Options.StreamOptions().setStreamIdentifier(name).setEnd(new shared.Empty())
  const options = new Options().setStream(source).setNoFilter(new shared.Empty())
  options.setSubscription(new Options.SubscriptionOptions())
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
  const call = stub.makeServerStreamRequest(
    '/event_store.client.streams.Streams/Read',
    (request: streams.ReadReq) => Buffer.from(request.serializeBinary()),
    (message: Buffer) => message,
    new streams.ReadReq().setOptions(options),
  )
  call.on('data', onMessage).on('error', () => undefined)
  return call
}
