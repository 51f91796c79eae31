import { parentPort, workerData } from 'node:worker_threads'
import { StoreError } from './errors.ts'
import type { StoreOptions } from './options.ts'
import { openEventStore } from './server.ts'
import type { ToWorker, FromWorker } from './workerMessages.ts'

/** The worker's end: opens the store it was started with, and closes it when told. */
async function run(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromWorker) => port.postMessage(message)
  try {
    const store = await openEventStore(workerData as StoreOptions, (line) =>
      say({ kind: 'told', line }),
    )
    port.on('message', (message: ToWorker) => {
      if (message.kind !== 'close') return
      void store.close().finally(() => port.close())
    })
    const { address, connectionString, opsAddress } = store
    const where = { address, connectionString, ...(opsAddress && { opsAddress }) }
    say({ kind: 'listening', where })
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    say({ kind: 'failed', code: error.code, message: error.message })
    port.close()
  }
}

if (parentPort) void run(parentPort)
