import type { Http2Session, ServerHttp2Stream } from 'node:http2'
import type { ServerInterceptingCallInterface } from '@grpc/grpc-js'

/** Bytes that a client may send ahead, on one call and on all calls of its connection. */
const perCall = 1024 * 1024
const perConnection = 4 * 1024 * 1024

const widened = new WeakSet<Http2Session>()

/** The HTTP/2 stream under a call. grpc-js shows it to nobody; where it is called something else there is none. */
export function http2StreamOf(
  call: ServerInterceptingCallInterface,
): ServerHttp2Stream | undefined {
  for (let inner: unknown = call; typeof inner === 'object' && inner !== null;) {
    const stream: unknown = Reflect.get(inner, 'stream')
    if (typeof stream === 'object' && stream !== null) return stream as ServerHttp2Stream
    inner = Reflect.get(inner, 'nextCall')
  }
  return undefined
}

/**
 * Widens HTTP/2's receive window for the connection of somebody who was let in. With the default of 64 KiB a burst of
 * appends goes back and forth sixty at a time, and a transaction never gets to hold more than that.
 */
export function widenReceiveWindow(call: ServerInterceptingCallInterface): void {
  const session = http2StreamOf(call)?.session
  if (!session || session.destroyed || widened.has(session)) return
  widened.add(session)
  session.setLocalWindowSize(perConnection)
  session.settings({ initialWindowSize: perCall })
}
