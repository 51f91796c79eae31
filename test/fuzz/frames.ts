import assert from 'node:assert/strict'
import { connect, type ClientHttp2Session } from 'node:http2'
import { EventStoreDBClient, START } from '@eventstore/db-client'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { openEventStore, type OpenStore } from '#electron/eventstore/index.ts'
import { numbered, numbersIn } from '#test/support/eventstore/clients.ts'
import { claiming, manyEmpty, nestedGroups } from '#test/support/eventstore/hostile.ts'
import { framed, rawStream } from '#test/support/eventstore/rawCalls.ts'
import { identifier } from '#test/support/eventstore/wire.ts'
import type { Random } from '#test/support/random.ts'
import { mutateBytes } from './mutate.ts'
import type { Target, World } from './target.ts'

const service = '/event_store.client.streams.Streams'
const persistent = '/event_store.client.persistent_subscriptions.PersistentSubscriptions'
/** All but those that stop the store because they are meant to. */
const paths = [
  ...['Read', 'Append', 'BatchAppend', 'Delete', 'Tombstone'].map((name) => `${service}/${name}`),
  ...['Create', 'Update', 'Delete', 'Read', 'GetInfo', 'ReplayParked', 'List'].map(
    (name) => `${persistent}/${name}`,
  ),
  '/event_store.client.users.Users/Create',
  '/event_store.client.users.Users/Details',
  '/event_store.client.operations.Operations/StopScavenge',
  '/event_store.client.gossip.Gossip/Read',
  '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
  '/event_store.client.monitoring.Monitoring/Stats',
  '/event_store.client.no.Such/Thing',
]

const proposed = (random: Random) => {
  const message = new streams.AppendReq.ProposedMessage()
  message.setId(new shared.UUID().setString(random.uuid()))
  message.getMetadataMap().set('type', 'Thrown').set('content-type', 'application/json')
  message.setData(Buffer.from('{"n":1}')).setCustomMetadata(Buffer.from('{}'))
  return message
}

/** Messages as the client sends them. */
const real: Readonly<Record<string, (random: Random) => Uint8Array[]>> = {
  append: (random) => {
    const options = new streams.AppendReq.Options().setStreamIdentifier(identifier('thrown'))
    if (random.chance(0.2)) options.setRevision('1000000')
    else options.setAny(new shared.Empty())
    return [
      new streams.AppendReq().setOptions(options).serializeBinary(),
      new streams.AppendReq().setProposedMessage(proposed(random)).serializeBinary(),
    ]
  },
  read: () => {
    const source = new streams.ReadReq.Options.StreamOptions()
    source.setStreamIdentifier(identifier('thrown')).setStart(new shared.Empty())
    const ids = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty())
    const options = new streams.ReadReq.Options().setStream(source).setCount('10')
    options.setNoFilter(new shared.Empty()).setUuidOption(ids)
    return [new streams.ReadReq().setOptions(options).serializeBinary()]
  },
  remove: () => {
    const options = new streams.DeleteReq.Options().setStreamIdentifier(identifier('thrown'))
    options.setAny(new shared.Empty())
    return [new streams.DeleteReq().setOptions(options).serializeBinary()]
  },
}

const own: Readonly<Record<string, string>> = {
  [`${service}/Append`]: 'append',
  [`${service}/Read`]: 'read',
  [`${service}/Delete`]: 'remove',
}

const hostile = (random: Random): Buffer =>
  random.pick([
    () => claiming(random.between(100, 4_000_000_000), ...[1, 2, 1].slice(random.between(0, 2))),
    () => manyEmpty(random.between(1, 6), random.between(1, 500_000)),
    () => nestedGroups(random.between(1, 15), random.between(1, 500_000)),
  ])()

/** What a call carries: real messages, some of them spoiled, or spoiled as they are framed. */
function bodyOf(random: Random, path: string): Buffer {
  const kind = random.chance(0.8) ? own[path] : random.pick(Object.keys(real))
  const messages = (real[kind ?? 'read']?.(random) ?? []).map((message) => Buffer.from(message))
  const spoiled = messages.map((message) => {
    if (random.chance(0.05)) return hostile(random)
    return random.chance(0.4) ? mutateBytes(random, message) : message
  })
  const body = Buffer.concat(spoiled.map(framed))
  return random.chance(0.2) ? mutateBytes(random, body) : body
}

function openSession({ address }: OpenStore): ClientHttp2Session {
  const session = connect(`http://127.0.0.1:${address.port}`)
  session.on('error', () => undefined)
  return session
}

type Answer = { readonly status: string; readonly messages: Buffer }

/** Calls; of an answer that goes on for ever, the first part is enough. */
async function call(
  store: OpenStore,
  session: ClientHttp2Session,
  path: string,
  body: Buffer,
): Promise<Answer> {
  const stream = rawStream(store, path, session)
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let status = 'none'
    stream.on('response', (headers) => (status = String(headers['grpc-status'] ?? status)))
    stream.on('trailers', (headers) => (status = String(headers['grpc-status'] ?? status)))
    stream.on('data', (part: Buffer) => {
      parts.push(part)
      if (path.endsWith('/Read') || path.endsWith('/Stats')) stream.close()
    })
    stream.on('error', () => undefined)
    stream.on('close', () => resolve({ status, messages: Buffer.concat(parts) }))
    stream.end(body)
  })
}

/** An append that the store answered with a wrong expected revision. */
const isConflict = (path: string, { messages }: Answer): boolean =>
  path === `${service}/Append` &&
  messages.length > 5 &&
  streams.AppendResp.deserializeBinary(messages.subarray(5)).hasWrongExpectedVersion()

/** How much other calls may wait meanwhile, on any machine. */
const WITHIN_MS = 20_000

async function openWorld(dir: string): Promise<World> {
  const store = await openEventStore({ dataDir: dir })
  const client = EventStoreDBClient.connectionString(store.connectionString)
  let session = openSession(store)
  const kept = Array.from({ length: 20 }, (_, n) => n)
  await client.appendToStream('held-before-anything-came', kept.map(numbered))
  const thrown = async () => {
    const found: string[] = []
    for await (const { event } of client.readAll({ fromPosition: START }))
      if (event && !event.streamId.startsWith('$')) found.push(event.id)
    return found
  }
  async function attempt(random: Random, tell: (input: unknown) => void): Promise<void> {
    const path = random.pick(paths)
    const body = bodyOf(random, path)
    tell({ path, body: body.toString('hex') })
    const before = await thrown()
    const began = performance.now()
    // The last one may have been ended for what it carried.
    if (session.closed || session.destroyed) session = openSession(store)
    const answer = await call(store, session, path, body)
    assert.deepEqual(await numbersIn(client.readStream('held-before-anything-came')), kept)
    assert.ok(performance.now() - began < WITHIN_MS, 'others are answered meanwhile')
    const wasRefused = !['0', 'none'].includes(answer.status) || isConflict(path, answer)
    if (wasRefused && !path.endsWith('/BatchAppend'))
      assert.deepEqual(await thrown(), before, 'what is refused is not written')
  }
  return {
    attempt,
    close: async () => {
      session.destroy()
      await client.dispose()
      await store.close()
    },
  }
}

/** Frames to the store's port: it answers others, holds what it held, and writes nothing that it refuses. */
export const frames: Target = { name: 'frames', casesPerWorld: 200, open: openWorld }
