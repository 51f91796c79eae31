/** What a broken or hostile server answers must not hold up the thread that people work in. */
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import { claiming, manyEmpty } from '#test/support/eventstore/hostile.ts'

const bytes = { serialize: (value: Buffer) => value, deserialize: (value: Buffer) => value }

/** A server that answers each read with the same bytes. */
async function answering(reply: Buffer): Promise<string> {
  const server = new Server()
  const read = {
    path: '/event_store.client.streams.Streams/Read',
    requestStream: false,
    responseStream: true,
    requestSerialize: bytes.serialize,
    requestDeserialize: bytes.deserialize,
    responseSerialize: bytes.serialize,
    responseDeserialize: bytes.deserialize,
  }
  server.addService(
    { read },
    {
      read: (call: ServerWritableStream<Buffer, Buffer>) => {
        call.write(reply)
        call.end()
      },
    },
  )
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure()
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  onTestFinished(() => server.forceShutdown())
  return `esdb://127.0.0.1:${port}?tls=false`
}

test.each([
  ['a part longer than the answer', claiming(4_000_000_000, 1, 1)],
  ['a text longer than the answer', claiming(4_000_000_000, 1, 1, 1, 2)],
  ['millions of empty parts', manyEmpty(1, 8_000_000)],
])('an answer with %s is a failed read, at once', async (_, reply) => {
  const central = connectEventStoreDb(await answering(reply))
  onTestFinished(() => central.dispose())
  const began = performance.now()
  const { result } = await central.readStream('a', 0, 10)
  expect(result).not.toBe('read')
  expect(performance.now() - began).toBeLessThan(10_000)
})
