/** gRPC calls by hand, with whatever bytes as their messages. */
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2'
import { onTestFinished } from 'vitest'
import type { RunningStore } from '#electron/eventstore/index.ts'

/** A connection of its own; destroyed when the test ends. */
export function rawSession(store: RunningStore): ClientHttp2Session {
  const session = connect(`http://127.0.0.1:${store.address.port}`)
  session.on('error', () => undefined)
  onTestFinished(() => session.destroy())
  return session
}

/** A gRPC call's stream, on a connection of its own unless one is given. */
export function rawStream(
  store: RunningStore,
  path: string,
  session: ClientHttp2Session = rawSession(store),
): ClientHttp2Stream {
  return session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  })
}

/** The status that a call with the given bytes ends with, or `closed` where there is none. */
export async function rawCall(store: RunningStore, path: string, body: Buffer): Promise<string> {
  const stream = rawStream(store, path)
  return new Promise((resolve, reject) => {
    const found = (headers: IncomingHttpHeaders) => {
      if (headers['grpc-status'] !== undefined) resolve([headers['grpc-status']].join())
    }
    stream.on('response', found)
    stream.on('trailers', found)
    stream.on('error', reject)
    stream.on('data', () => undefined)
    stream.on('close', () => resolve('closed'))
    stream.end(body)
  })
}

/** A message as it goes over the line. */
export const framed = (message: Buffer): Buffer => {
  const header = Buffer.alloc(5)
  header.writeUInt32BE(message.length, 1)
  return Buffer.concat([header, message])
}
