import { randomUUID } from 'node:crypto'
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '#electron/host/log.ts'
import { openPages } from '#electron/host/pages.ts'
import type { HostTerminal } from '#electron/host/host.ts'
import { tokenRefused, webSocketProtocol } from '#shared/contract/host.ts'
import { isOwnHost, isToken, judgeUpgrade, makeToken } from './access.ts'

/** Room for the largest import that the contract takes, with what JSON adds to it, and no more. */
const maxMessageBytes = 144 * 1024 * 1024

/** Whoever is turned away may say as much as this, and has as long as this to hear why. */
const STRANGERS = { maxPayload: 125, closedWithinMs: 1000 }

export interface BrowserServer {
  /** Where a browser tab finds the terminal. Whoever has it can use the terminal: it holds the token. */
  address: string
  /** Ends all connections and frees the port. */
  close(): Promise<void>
}

export interface BrowserServerOptions {
  rendererDir: string
  port: number
  /** The right to use the terminal; a new one where there is none to go on with. */
  token?: string | undefined
  log: Log
}

/** A page cannot read the status of a refused upgrade, but it can read why a connection was closed. */
function turnAway(webSocket: WebSocket): void {
  webSocket.close(tokenRefused, 'wrong token')
  const ending = setTimeout(() => webSocket.terminate(), STRANGERS.closedWithinMs)
  webSocket.once('close', () => clearTimeout(ending))
}

/**
 * Serves the built renderer in `rendererDir` and the terminal's API to browser tabs of this machine, on loopback only.
 * `port` 0 takes any free one. Throws EADDRINUSE where the port is taken.
 */
export async function serveBrowser(
  terminal: HostTerminal,
  { rendererDir, port, token = makeToken(), log }: BrowserServerOptions,
): Promise<BrowserServer> {
  const pages = await openPages(rendererDir)
  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error('a page could not be served', { error })
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', resolve)
  })
  const { port: ownPort } = http.address() as AddressInfo

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request, ownPort)) return void response.writeHead(421).end()
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    }
    // Not URL(): the path is only ever looked up, so it stays as it was sent.
    const [pathname = '/'] = (request.url ?? '/').split('?')
    const { status, headers, body } = await pages(pathname)
    response.writeHead(status, { ...headers, 'content-length': body.byteLength })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  const handler = new RPCHandler(terminal.router)
  const serve = (maxPayload: number) =>
    new WebSocketServer({ noServer: true, maxPayload, handleProtocols: () => webSocketProtocol })
  const sockets = serve(maxMessageBytes)
  const strangers = serve(STRANGERS.maxPayload)
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node takes its own listener away with the upgrade: without one, a connection that breaks ends the process.
    socket.on('error', (error) => log.warn('a connection failed', { error }))
    const knock = judgeUpgrade(request, ownPort)
    if (knock.answer === 'refuse') {
      log.warn('denied a connection', {
        origin: request.headers.origin,
        host: request.headers.host,
      })
      socket.end(
        `HTTP/1.1 ${knock.status} ${STATUS_CODES[knock.status]}\r\nconnection: close\r\n\r\n`,
        () => socket.destroy(),
      )
      return
    }
    const known = isToken(token, knock.token)
    const server = known ? sockets : strangers
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => log.warn('a connection failed', { error }))
      if (!known) return turnAway(webSocket)
      const { context, close } = terminal.connect(knock.tab ?? randomUUID())
      webSocket.once('close', close)
      void handler.upgrade(webSocket, { context })
    })
  })

  return {
    // The fragment is never sent, so the token stays out of requests, logs and referrers.
    address: `http://127.0.0.1:${ownPort}/#token=${token}`,
    close: async () => {
      const open = [...sockets.clients, ...strangers.clients]
      for (const socket of open) socket.close(1001, 'closing')
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      http.closeAllConnections()
      for (const socket of open) socket.terminate()
      await closed
    },
  }
}
