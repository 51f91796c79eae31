import { type ApiContext, createRouter, type Router } from '#electron/terminal/api/index.ts'
import { createTerminal, type Keychain } from '#electron/terminal/index.ts'
import { openEmbeddedStore } from './embeddedStore.ts'
import type { Closable, ScreenConnection } from './host.ts'
import type { Log } from './log.ts'
import { serveMetrics } from './metricsServer.ts'
import { version } from './version.ts'

export interface Host extends Closable {
  /** The terminal's API, to be put on a transport. */
  readonly router: Router
  readonly connect: (screen: string) => ScreenConnection & { readonly context: ApiContext }
}

export interface HostOptions {
  /** The terminal's data folder; made where it is missing. */
  readonly dataDir: string
  /** The central store's address, over what set-up has kept. Absent, and none kept: the embedded store. */
  readonly central?: string | undefined
  /** Where the metrics are served on loopback; the usual port, or any free one where that is taken. */
  readonly metricsPort?: number | undefined
  /** The embedded store's thread, where the host was bundled. */
  readonly workerScript?: string | undefined
  /** Where the host can seal secrets for its user. */
  readonly keychain?: Keychain | undefined
  readonly log: Log
}

/** What docker/prometheus/prometheus.yml scrapes. */
const usualMetricsPort = 9464

/**
 * Opens a terminal with everything that it needs of its surroundings: the same for each host. It stays in step with
 * its central store by itself. Rejects with a StorageError where the data folder cannot be used.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataDir, central, metricsPort = usualMetricsPort, workerScript, log } = options
  const start = async () => {
    const store = await openEmbeddedStore({ dataDir, workerScript, log })
    return { url: store.connectionString, close: () => store.close() }
  }
  const terminal = createTerminal({
    dataDir,
    central: central === undefined ? { start } : { url: central },
    autoSync: true,
    keychain: options.keychain,
    processMetrics: true,
    tell: (message, facts) => log.info(message, facts),
  })
  terminal.imports.resumed.catch((error: unknown) => {
    log.error('an import that was under way has stopped; the next import or start goes on', {
      error,
    })
  })
  const metrics = await serveMetrics(terminal.metrics, metricsPort).catch((error: unknown) => {
    log.warn('the metrics are not served', { error })
  })
  const router = createRouter(terminal, {
    version,
    metricsAddress: () => metrics?.address ?? null,
    central: terminal.central,
    told: (what, facts) => log.info(what, facts),
    failed: (error, procedure) => log.error('a call failed', { procedure, error }),
  })
  const close = async () => {
    await metrics?.close()
    await terminal.close()
  }
  let closed: Promise<void> | undefined
  return {
    router,
    connect: (name) => {
      const { screen, close } = terminal.screens.connect(name)
      return { context: { screen }, close }
    },
    close: () => (closed ??= close()),
  }
}
