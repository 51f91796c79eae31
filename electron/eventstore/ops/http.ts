import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StoreError } from '../errors.ts'
import type { CallContext } from '../protocol/callContext.ts'
import { diskTrouble } from '../storage/diskTrouble.ts'
import type { StoreMetrics } from './metrics.ts'

export interface OpsServer {
  readonly port: number
  close(): Promise<void>
}

/** Only this machine may look. */
const host = '127.0.0.1'

/**
 * Serves `/health` (200, or 503 when the store can't answer) and `/metrics`.
 * @throws StoreError `port-in-use`
 */
export async function startOps(
  port: number,
  context: CallContext,
  metrics: StoreMetrics,
): Promise<OpsServer> {
  const server = createServer((request, response) => {
    void answer(request, response, context, metrics)
  })
  await listen(server, port)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  context: CallContext,
  metrics: StoreMetrics,
): Promise<void> {
  const send = (status: number, type: string, body: string) =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
  if (method !== 'GET') return void send(405, 'text/plain', 'Only GET.\n')
  switch (url) {
    case '/health': {
      const health = healthOf(context, metrics)
      return void send(
        health.status === 'ok' ? 200 : 503,
        'application/json',
        JSON.stringify(health),
      )
    }
    case '/metrics':
      return void send(200, metrics.registry.contentType, await metrics.registry.metrics())
    default:
      return void send(404, 'text/plain', 'There is /health and /metrics.\n')
  }
}

function healthOf({ store, closing }: CallContext, { writeHealth }: StoreMetrics) {
  if (closing.aborted) return { status: 'stopping' as const }
  const unusable = (reason: string) => ({ status: 'database-unusable' as const, reason })
  if (writeHealth.trouble !== undefined) return unusable(writeHealth.trouble)
  try {
    store.log.assertInPlace()
    return { status: 'ok' as const, position: store.log.reader.lastPosition() }
  } catch (error) {
    return unusable(diskTrouble(error) ?? 'unexpected')
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error) =>
      reject(
        new StoreError(
          'port-in-use',
          `Port ${port} for /health and /metrics can't be used (${cause.message}). Choose another one with --ops-port.`,
          { cause },
        ),
      ),
    )
    server.listen(port, host, () => resolve())
  })
}
