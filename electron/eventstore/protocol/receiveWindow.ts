import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ServerHttp2Stream } from 'node:http2'

/** Bytes that a client may send ahead, on one call and on all calls of its connection. */
const perCall = 1024 * 1024
const perConnection = 4 * 1024 * 1024

const channel = 'http2.server.stream.created'

/**
 * Widens HTTP/2's receive window for connections to the ports that `isOurs` knows. With the default of 64 KiB a burst of
 * appends goes back and forth sixty at a time, and a transaction never gets to hold more than that.
 * grpc-js has no option for it on servers; where Node has no such channel the default stays. Returns how to stop.
 */
export function widenReceiveWindow(isOurs: (port: number | undefined) => boolean): () => void {
  const seen = new WeakSet<object>()
  const widen = (message: unknown) => {
    const { session } = (message as { stream: ServerHttp2Stream }).stream
    if (!session || seen.has(session) || !isOurs(session.socket.localPort)) return
    seen.add(session)
    if (!('setLocalWindowSize' in session)) return
    session.setLocalWindowSize(perConnection)
    session.settings({ initialWindowSize: perCall })
  }
  subscribe(channel, widen)
  return () => unsubscribe(channel, widen)
}
