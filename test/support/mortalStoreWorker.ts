/** The embedded store's thread, as it is, that dies when a file named `die` appears in the store's folder. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'

await import('#electron/eventstore/worker.ts')

const die = join((workerData as { dataDir: string }).dataDir, 'die')

setInterval(() => {
  if (!existsSync(die)) return
  rmSync(die)
  process.exit(1)
}, 20).unref()
