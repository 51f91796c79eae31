import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Closable } from './host.ts'

export interface Metrics {
  /** For the answer's content-type, such as prom-client's `register.contentType`. */
  readonly contentType: string
  metrics(): Promise<string>
}

export interface MetricsServer extends Closable {
  /** Where Prometheus finds them: `http://127.0.0.1:<port>/metrics`. */
  readonly address: string
}

/** The names that this machine has for itself, and Docker Desktop's for it; see browser/access.ts for why. */
const ownNames = new Set(['127.0.0.1', 'localhost', 'host.docker.internal'])

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Serves `metrics` on loopback, at `port` or, where that is taken (a second terminal), at any free one. */
export async function serveMetrics(metrics: Metrics, port: number): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const [name = ''] = (request.headers.host ?? '').split(':')
    if (!ownNames.has(name)) return void response.writeHead(421).end()
    if (request.method !== 'GET' || request.url !== '/metrics') {
      return void response.writeHead(404).end()
    }
    metrics.metrics().then(
      (body) => response.writeHead(200, { 'content-type': metrics.contentType }).end(body),
      () => response.writeHead(500).end(),
    )
  })
  try {
    await listen(server, port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    await listen(server, 0)
  }
  const { port: ownPort } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${ownPort}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
