/** What is sent and never completed holds little, whoever sends it. */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type ClientHttp2Session } from 'node:http2'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { RunningStore } from '#electron/eventstore/index.ts'
import { aClient, aStore, numbered, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'
import { heldBytes } from '#test/support/eventstore/memory.ts'
import { framed, rawSession, rawStream } from '#test/support/eventstore/rawCalls.ts'
import { identifier } from '#test/support/eventstore/wire.ts'

const MiB = 1024 * 1024
const streamsPath = '/event_store.client.streams.Streams'

/** The first bytes of a message that claims to be as large as the store takes, and never ends. */
function halfMessage(bytes: number): Buffer {
  const begun = framed(Buffer.alloc(bytes))
  begun.writeUInt32BE(16 * MiB, 1)
  return begun
}

async function heldBy(store: RunningStore): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${store.opsAddress?.port}/metrics`)).text()
  return Number(/eventstore_incoming_bytes (\d+)/.exec(metrics)?.[1])
}

test('who has not signed in gets the store to hold next to nothing', async () => {
  const store = await aStore({
    host: 'localhost',
    tls: certificate,
    adminPassword: password,
    opsPort: 0,
  })
  const before = await heldBytes()
  const authorization = `Basic ${Buffer.from('admin:wrong').toString('base64')}`
  const answers: string[] = []
  const sessions: ClientHttp2Session[] = []
  const body = Buffer.concat([framed(Buffer.alloc(4 * MiB)), halfMessage(8 * MiB)])
  for (let n = 0; n < 6; n += 1) {
    const session = connect(`https://localhost:${store.address.port}`, {
      ca: readFileSync(certificate.certFile),
      maxSessionMemory: 1000,
    })
    session.on('error', () => undefined)
    onTestFinished(() => session.destroy())
    sessions.push(session)
    const send = (path: string, body: Buffer) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
        authorization,
      })
      stream.on('error', () => undefined).resume()
      stream.on('response', (headers) => answers.push([headers['grpc-status']].join()))
      stream.write(body)
    }
    for (const call of ['Append', 'BatchAppend', 'Read', 'Delete'])
      send(`${streamsPath}/${call}`, body)
    send('/event_store.client.gossip.Gossip/Read', halfMessage(8 * MiB))
  }
  // While all of them are being looked at …
  expect(await heldBy(store)).toBeLessThan(MiB)
  await until(() => answers.length === 30)
  expect(answers.filter((code) => code === '16')).toHaveLength(24)
  expect(answers.filter((code) => code === '14')).toHaveLength(6)
  // … and afterwards.
  expect(await heldBy(store)).toBe(0)
  for (const session of sessions) session.destroy()
  expect((await heldBytes()) - before).toBeLessThan(30 * MiB)
})

/** An append of which the last chunk never comes. */
function chunk(stream: string, bytes: number): Buffer {
  const options = new streams.BatchAppendReq.Options()
  options.setStreamIdentifier(identifier(stream)).setAny(new empty.Empty())
  const proposed = new streams.BatchAppendReq.ProposedMessage()
  proposed.setId(new shared.UUID().setString(randomUUID()))
  proposed.getMetadataMap().set('type', 'T').set('content-type', 'application/octet-stream')
  proposed.setCustomMetadata(randomBytes(bytes))
  const request = new streams.BatchAppendReq()
  request.setCorrelationId(new shared.UUID().setString(randomUUID()))
  request.setOptions(options).addProposedMessages(proposed)
  return framed(Buffer.from(request.serializeBinary()))
}

test.each([
  ['half-sent messages of appends', 'Append', () => halfMessage(15 * MiB)],
  ['half-sent messages of batches', 'BatchAppend', () => halfMessage(15 * MiB)],
  ['batches without an end', 'BatchAppend', () => chunk('half', 15 * MiB)],
])('%s hold a bounded number of bytes, and the others go on', async (_, call, body) => {
  const store = await aStore({ opsPort: 0 })
  const client = aClient(store.connectionString)
  let refused = 0
  for (let n = 0; n < 20; n += 1) {
    const stream = rawStream(store, `${streamsPath}/${call}`, rawSession(store))
    stream.on('error', () => undefined).on('data', () => (refused += 1))
    stream.on('response', (headers) => (refused += headers['grpc-status'] === undefined ? 0 : 1))
    stream.write(body())
    if (n % 5 === 0) await client.appendToStream('a', numbered(n))
  }
  await until(() => refused > 5)
  expect(await heldBy(store)).toBeLessThanOrEqual(128 * MiB)
  await client.appendToStream('a', numbered(20))
  expect(await numbersIn(client.readStream('a'))).toEqual([0, 5, 10, 15, 20])
})

test('what is not complete after a minute is refused, and nothing of it is kept', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const store = await aStore({ opsPort: 0 })
  const stream = rawStream(store, `${streamsPath}/Append`)
  const answered = once(stream, 'response')
  stream.resume().write(halfMessage(MiB))
  await until(async () => (await heldBy(store)) > MiB)
  vi.advanceTimersByTime(70_000)
  const [headers] = (await answered) as [Record<string, unknown>]
  expect(headers['grpc-status']).toBe('10')
  expect(await heldBy(store)).toBe(0)
})
