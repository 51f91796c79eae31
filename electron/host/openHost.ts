import { createRouter, type Router } from '#electron/terminal/api/index.ts'
import { createTerminal } from '#electron/terminal/index.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { openEmbeddedStore } from './embeddedStore.ts'
import type { Closable } from './host.ts'
import type { Log } from './log.ts'

export interface Host extends Closable {
  /** The terminal's API, to be put on a transport. */
  readonly router: Router
}

export interface HostOptions {
  /** The terminal's data folder; made where it is missing. */
  readonly dataDir: string
  /** The central store's address, over what set-up has kept. Absent, and none kept: the embedded store. */
  readonly central?: string | undefined
  /** The embedded store's thread, where the host was bundled. */
  readonly workerScript?: string | undefined
  readonly log: Log
}

/**
 * Opens a terminal with everything that it needs of its surroundings: the same for each host. It stays in step with
 * its central store by itself. Throws a StorageError where the data folder cannot be used.
 */
export function openHost({ dataDir, central, workerScript, log }: HostOptions): Host {
  const start = async () => {
    const store = await openEmbeddedStore({ dataDir, workerScript, log })
    return { url: store.connectionString, close: () => store.close() }
  }
  const terminal = createTerminal({
    dataDir,
    central: central === undefined ? { start } : { url: central },
    autoSync: true,
  })
  const router = createRouter(terminal, {
    version: packageJson.version,
    metricsAddress: () => null,
    central: terminal.central,
    failed: (error, procedure) => log.error('a call failed', { procedure, error }),
  })
  let closed: Promise<void> | undefined
  return { router, close: () => (closed ??= terminal.close()) }
}
