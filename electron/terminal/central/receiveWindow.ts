import { subscribe } from 'node:diagnostics_channel'
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2'

/**
 * What the central store may send ahead. With HTTP/2's own 64 KiB a line with a long way stands idle while the word that
 * more may come is under way, all the more behind what this side is sending. Much more would make the answers to appends
 * wait behind what is pulled.
 */
const AHEAD = 128 * 1024

const channel = 'http2.client.stream.created'

let widened: WeakSet<ClientHttp2Session> | undefined

/**
 * Widens the receive window of the connections that this process makes, before the first answer on them. The client
 * takes no options for its channel; where Node does not tell of streams, the window stays as it is.
 */
export function widenReceiveWindow(): void {
  if (widened) return
  const seen = new WeakSet<ClientHttp2Session>()
  widened = seen
  subscribe(channel, (message) => {
    const { session } = (message as { readonly stream: ClientHttp2Stream }).stream
    if (session === undefined || seen.has(session as ClientHttp2Session)) return
    seen.add(session as ClientHttp2Session)
    session.setLocalWindowSize(AHEAD)
    session.settings({ initialWindowSize: AHEAD })
  })
}
