import type { ClientContext } from '@orpc/client'
import type { StandardLinkPlugin } from '@orpc/client/standard'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket as ReconnectingWebSocket } from 'partysocket'
import { tokenRefused, webSocketPath, webSocketProtocol } from '#shared/contract/host.ts'
import { createConnection } from './connection.ts'
import type { Transport } from './transport.ts'

const storageKey = 'tallydeck.token'
const tabKey = 'tallydeck.tab'

/**
 * Takes the token out of the address bar, where it would be seen and copied, and keeps it for this tab alone.
 * Answers undefined where neither the address nor the tab has one.
 */
function takeToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (token !== null) {
    sessionStorage.setItem(storageKey, token)
    window.history.replaceState(null, '', window.location.pathname + window.location.search)
  }
  return sessionStorage.getItem(storageKey) ?? undefined
}

/**
 * What tells this tab from all others: its sign-in is found by it when the page is loaded again. It is put down only as
 * the page goes, and taken up as it comes, so that a copy of the tab has none.
 */
function takeTabName(): string {
  const name = sessionStorage.getItem(tabKey) ?? crypto.randomUUID()
  sessionStorage.removeItem(tabKey)
  window.addEventListener('pagehide', () => sessionStorage.setItem(tabKey, name))
  window.addEventListener('pageshow', () => sessionStorage.removeItem(tabKey))
  return name
}

/** The way to the terminal from a browser tab: a WebSocket, opened again whenever it drops. */
export function connectBySocket<T extends ClientContext>(
  plugins: StandardLinkPlugin<T>[],
): Transport<T> {
  const [connection, move] = createConnection()
  const token = takeToken()
  const url = new URL(webSocketPath, window.location.href)
  url.protocol = 'ws:'
  const socket = new ReconnectingWebSocket(
    url.href,
    [webSocketProtocol, token ?? 'none', takeTabName()],
    {
      minReconnectionDelay: 250,
      maxReconnectionDelay: 5_000,
      reconnectionDelayGrowFactor: 1.5,
      // What could not be sent has failed: it must not reach the terminal later, when nobody expects it any more.
      maxEnqueuedMessages: 0,
      shouldReconnectOnClose: ({ code }) => code !== tokenRefused,
    },
  )
  socket.addEventListener('open', () => move('open'))
  socket.addEventListener('close', ({ code }) => move(code === tokenRefused ? 'refused' : 'lost'))
  return {
    link: new RPCLink<T>({ websocket: socket as unknown as WebSocket, plugins }),
    connection,
  }
}
