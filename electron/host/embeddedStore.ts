import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startEventStore, type StartedStore } from '#electron/eventstore/index.ts'
import type { Closable } from './host.ts'
import type { Log } from './log.ts'
import { storeAccess } from './storeAccess.ts'

const restartAfterMs = 1_000

export interface EmbeddedStore extends Closable {
  /** Where the terminal finds it, for as long as it is open, with the credentials of this start. */
  readonly connectionString: string
}

export interface EmbeddedStoreOptions {
  /** The terminal's data folder; the store has a folder of its own in it. */
  readonly dataDir: string
  /** The store's thread, where the host was bundled. */
  readonly workerScript: string | undefined
  readonly log: Log
}

/**
 * Starts the store of a terminal that has no central one, in a thread of its own. Should the thread die it is started
 * again at the same address: to the terminal that is a central store that was away for a moment. Throws a StoreError
 * where it cannot be opened.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { dataDir, workerScript, log } = options
  const storeDir = join(dataDir, 'store')
  const access = storeAccess(storeDir)
  const start = (port: number) =>
    startEventStore({
      dataDir: storeDir,
      port,
      tls: access.tls,
      onlyFor: access.onlyFor,
      tell: (line) => log.warn(line),
      ...(workerScript !== undefined && { workerScript }),
    })
  const first = await start(0)
  const { address } = first
  const connectionString = access.keep(address.port)
  const closing = new AbortController()
  const { signal } = closing

  const startAgain = async (): Promise<StartedStore | undefined> => {
    while (!signal.aborted) {
      try {
        await delay(restartAfterMs, undefined, { signal })
        const again = await start(address.port)
        log.info('the embedded store is back')
        return again
      } catch (error) {
        if (!signal.aborted) log.error('the embedded store stays away', { error })
      }
    }
    return undefined
  }

  const keepRunning = async () => {
    let running: StartedStore | undefined = first
    while (running !== undefined) {
      await ended(running, signal, log)
      running = await startAgain()
    }
  }
  const kept = keepRunning()
  return {
    connectionString,
    close: async () => {
      closing.abort()
      await kept
    },
  }
}

/** Waits until `store` has ended, by itself or because `signal` asks for it. */
async function ended(store: StartedStore, signal: AbortSignal, log: Log): Promise<void> {
  const close = () => void store.close().catch(() => undefined)
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  try {
    await store.exited
  } catch (error) {
    log.error('the embedded store died', { error })
  } finally {
    signal.removeEventListener('abort', close)
  }
}
