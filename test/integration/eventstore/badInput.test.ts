/** What a broken or hostile client sends: each gets its error, and the store goes on for the others. */
import { randomBytes, randomUUID } from 'node:crypto'
import { constants, type ClientHttp2Stream } from 'node:http2'
import { connect } from 'node:net'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import {
  binaryEvent,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
  type EventStoreDBClient,
} from '@eventstore/db-client'
import { credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { expect, onTestFinished, test } from 'vitest'
import type { RunningStore } from '#electron/eventstore/index.ts'
import { aClient, aStore, numbered, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { heldBytes } from '#test/support/eventstore/memory.ts'
import { framed, rawCall, rawStream } from '#test/support/eventstore/rawCalls.ts'

async function started() {
  const store = await aStore({ opsPort: 0 })
  const client = aClient(store.connectionString)
  const stub = new streamsService.StreamsClient(
    `127.0.0.1:${store.address.port}`,
    credentials.createInsecure(),
  )
  onTestFinished(() => stub.close())
  return { store, client, stub }
}

/** The store still takes an append and gives it back. */
async function expectAlive(client: EventStoreDBClient) {
  const stream = randomUUID()
  await client.appendToStream(stream, numbered(1))
  expect(await numbersIn(client.readStream(stream))).toEqual([1])
}

async function openCalls({ opsAddress }: RunningStore, kind: string): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${opsAddress?.port}/metrics`)).text()
  return Number(
    new RegExp(`eventstore_open_calls\\{kind="${kind}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0,
  )
}

const plain = { credentials: { username: 'admin', password: 'changeit' } }

test.each(['', '$$'])('the stream name %j is refused', async (name) => {
  const { client } = await started()
  await expect(client.appendToStream(name, numbered(1), plain)).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  })
  await expect(client.appendToStream(name, numbered(1))).rejects.toMatchObject({ type: 'unknown' })
  await expect(numbersIn(client.readStream(name))).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  })
  await expectAlive(client)
})

test('an event without a type is refused', async () => {
  const { client } = await started()
  const event = jsonEvent({ type: '', data: {} })
  await expect(client.appendToStream('a', event, plain)).rejects.toMatchObject({ type: 'unknown' })
  await expectAlive(client)
})

test('more data than the limit is refused while it still comes in', async () => {
  const { store, client } = await started()
  const large = binaryEvent({ type: 'Big', data: randomBytes(16 * 1024 * 1024) })
  await expect(client.appendToStream('a', large)).rejects.toMatchObject({
    type: 'maximum-append-size-exceeded',
  })
  await expect(
    client.appendToStream(
      'a',
      Array.from({ length: 40 }, () => large),
      plain,
    ),
  ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' })
  expect(store.address.port).toBeGreaterThan(0)
  await expectAlive(client)
})

test('metadata without end is refused too', async () => {
  const { client } = await started()
  const event = () =>
    binaryEvent({ type: 'Big', data: new Uint8Array(1), metadata: randomBytes(4 * 1024 * 1024) })
  const events = Array.from({ length: 5 }, event)
  await expect(client.appendToStream('a', events, plain)).rejects.toMatchObject({
    type: 'maximum-append-size-exceeded',
  })
  await expectAlive(client)
})

test('a message larger than the server takes is RESOURCE_EXHAUSTED', async () => {
  const { client } = await started()
  const huge = binaryEvent({ type: 'Big', data: randomBytes(18 * 1024 * 1024) })
  await expect(client.appendToStream('a', huge, plain)).rejects.toMatchObject({
    code: status.RESOURCE_EXHAUSTED,
  })
  await expectAlive(client)
})

test('garbage on the port does not disturb the others', async () => {
  const { store, client } = await started()
  for (const garbage of [
    randomBytes(4096),
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    Buffer.alloc(0),
  ]) {
    const socket = connect(store.address.port, '127.0.0.1')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => undefined)
    socket.on('data', () => undefined)
    socket.write(garbage)
    if (garbage.length === 0) socket.destroy()
    else socket.end()
    await closed
  }
  await expectAlive(client)
})

const paths = ['Read', 'Append', 'BatchAppend', 'Delete', 'Tombstone'].map(
  (name) => `/event_store.client.streams.Streams/${name}`,
)

test.each(paths)('garbage, nothing and an empty message to %s are errors', async (path) => {
  const { store, client } = await started()
  for (const message of [
    randomBytes(100),
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
    Buffer.alloc(0),
  ]) {
    const code = await rawCall(store, path, framed(message))
    expect(code).not.toBe('0')
  }
  await expectAlive(client)
})

const identifier = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))

test('a chunk of a batch without a correlation id ends the call with INVALID_ARGUMENT', async () => {
  const { client, stub } = await started()
  const failed = new Promise<ServiceError>((resolve) => {
    const call = stub.batchAppend(new Metadata())
    call.on('data', () => undefined)
    call.on('error', resolve)
    call.write(new streams.BatchAppendReq().setIsFinal(true))
  })
  expect((await failed).code).toBe(status.INVALID_ARGUMENT)
  await expectAlive(client)
})

test('a client that vanishes in the middle of a batch leaves nothing behind, and nothing half-written', async () => {
  const { store, client, stub } = await started()
  for (let round = 0; round < 20; round += 1) {
    const call = stub.batchAppend(new Metadata())
    call.on('error', () => undefined)
    const options = new streams.BatchAppendReq.Options()
    options.setStreamIdentifier(identifier('half')).setAny(new empty.Empty())
    const proposed = new streams.BatchAppendReq.ProposedMessage()
    proposed.setId(new shared.UUID().setString(randomUUID()))
    proposed.getMetadataMap().set('type', 'T').set('content-type', 'application/json')
    proposed.setData(randomBytes(10_000))
    const request = new streams.BatchAppendReq()
    request.setCorrelationId(new shared.UUID().setString(randomUUID()))
    request.setOptions(options).addProposedMessages(proposed)
    await new Promise<void>((resolve) => void call.write(request, () => resolve()))
    call.cancel()
  }
  await until(async () => (await openCalls(store, 'batch-append')) === 0)
  await expect(numbersIn(client.readStream('half'))).rejects.toMatchObject({
    type: 'stream-not-found',
  })
  await expectAlive(client)
})

/** A client that asks for events and then takes nothing from its socket, on a connection of its own. */
function neverReads(
  store: RunningStore,
  path: string,
  request: { serializeBinary(): Uint8Array },
): ClientHttp2Stream {
  const stream = rawStream(store, path)
  stream.on('error', () => undefined)
  stream.write(framed(Buffer.from(request.serializeBinary())))
  return stream
}

const eventBytes = 100_000
const slowConsumers = 20

async function appendBig(client: EventStoreDBClient, stream: string, count: number) {
  const big = () => binaryEvent({ type: 'Big', data: randomBytes(eventBytes) })
  for (let n = 0; n < count; n += 10)
    await client.appendToStream(stream, Array.from({ length: 10 }, big))
}

test('what was appended does not stay in memory, but for the newest', async () => {
  const { client } = await started()
  await appendBig(client, 'big', 100)
  const before = await heldBytes()
  await appendBig(client, 'big', 400)
  expect((await heldBytes()) - before).toBeLessThan(8_000_000)
})

/** What one that takes nothing may cost: a frame, the chunk that is next, and what HTTP/2 has under way. */
const slowConsumerBytes = 1_500_000

/** A group reads a batch ahead of its consumers. */
const slowGroupBytes = 3_500_000

test('a subscriber that does not take its events holds up neither appends nor other readers, and costs little memory', async () => {
  const { store, client } = await started()
  await appendBig(client, 'big', 200)
  const before = await heldBytes()
  const { Options } = streams.ReadReq
  const options = new Options().setSubscription(new Options.SubscriptionOptions())
  options.setStream(
    new Options.StreamOptions().setStreamIdentifier(identifier('big')).setStart(new shared.Empty()),
  )
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
  options.setNoFilter(new shared.Empty())
  const request = new streams.ReadReq().setOptions(options)
  const calls = Array.from({ length: slowConsumers }, () =>
    neverReads(store, '/event_store.client.streams.Streams/Read', request),
  )
  for (const call of calls) call.end()
  await until(async () => (await openCalls(store, 'subscription')) === calls.length)
  await appendBig(client, 'big', 200)
  expect(((await heldBytes()) - before) / slowConsumers).toBeLessThan(slowConsumerBytes)
  await expectAlive(client)
  for (const call of calls) call.close(constants.NGHTTP2_CANCEL)
  await until(async () => (await openCalls(store, 'subscription')) === 0)
})

test('a consumer of a group that does not take its events costs little memory, however many it asks for', async () => {
  const { store, client } = await started()
  await appendBig(client, 'big', 200)
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' })
  const groups = Array.from({ length: slowConsumers }, (_, n) => `g${n}`)
  for (const group of groups)
    await client.createPersistentSubscriptionToStream('big', group, settings)
  const before = await heldBytes()
  const calls = groups.map((group) => {
    const options = new persistent.ReadReq.Options()
    options.setStreamIdentifier(identifier('big')).setGroupName(group).setBufferSize(1000)
    options.setUuidOption(new persistent.ReadReq.Options.UUIDOption().setString(new shared.Empty()))
    return neverReads(
      store,
      '/event_store.client.persistent_subscriptions.PersistentSubscriptions/Read',
      new persistent.ReadReq().setOptions(options),
    )
  })
  const inFlight = async (group: string) =>
    (await client.getPersistentSubscriptionToStreamInfo('big', group)).stats.totalInFlightMessages
  await until(async () => (await Promise.all(groups.map(inFlight))).every((count) => count > 0))
  await appendBig(client, 'big', 200)
  expect(((await heldBytes()) - before) / slowConsumers).toBeLessThan(slowGroupBytes)
  await expectAlive(client)
  for (const call of calls) call.close(constants.NGHTTP2_CANCEL)
  await until(async () => (await openCalls(store, 'persistent-subscription')) === 0)
})

test('readers that come and go by the hundred leave no open call', async () => {
  const { store, client } = await started()
  await client.appendToStream(
    'a',
    Array.from({ length: 50 }, (_, n) => numbered(n)),
  )
  for (let round = 0; round < 5; round += 1) {
    const subscriptions = Array.from({ length: 60 }, () => client.subscribeToStream('a'))
    await Promise.all(
      subscriptions.map(
        (subscription) =>
          new Promise<void>((resolve) => {
            subscription.on('error', () => undefined).on('data', () => undefined)
            subscription.once('caughtUp', () => resolve())
          }),
      ),
    )
    for (const subscription of subscriptions) await subscription.unsubscribe()
  }
  await until(async () => (await openCalls(store, 'subscription')) === 0)
  await expectAlive(client)
})
