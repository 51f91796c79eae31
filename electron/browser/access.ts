import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { webSocketPath, webSocketProtocol } from '#shared/contract/host.ts'

/** A secret of 192 bits that is the right to use the terminal, written so that it fits into an address. */
export const makeToken = (): string => randomBytes(24).toString('base64url')

/** Compares in a time that tells nothing about where the two differ. */
export function isToken(token: string, offered: string): boolean {
  const [a, b] = [Buffer.from(token), Buffer.from(offered)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * True where the request names this machine by a loopback name. A foreign site that makes its own name point here
 * (DNS rebinding) still sends its own name.
 */
export function isOwnHost({ headers }: IncomingMessage, port: number): boolean {
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`
}

export type Knock =
  | { answer: 'refuse'; status: 403 | 404 }
  /** It comes from the own page. `token` is what it offers, still to be compared; `tab` tells the tab from others. */
  | { answer: 'ask'; token: string; tab: string | undefined }

/** Judges a request to open a WebSocket by where it comes from. */
export function judgeUpgrade(request: IncomingMessage, port: number): Knock {
  if (!isOwnHost(request, port) || request.headers.origin !== `http://${request.headers.host}`) {
    return { answer: 'refuse', status: 403 }
  }
  if (request.url !== webSocketPath) return { answer: 'refuse', status: 404 }
  const [protocol, token, tab, ...more] = (request.headers['sec-websocket-protocol'] ?? '').split(
    /, */,
  )
  if (protocol !== webSocketProtocol || token === undefined || more.length > 0) {
    return { answer: 'refuse', status: 403 }
  }
  return { answer: 'ask', token, tab }
}
