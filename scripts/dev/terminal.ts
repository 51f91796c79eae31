/** One of the terminals of `npm run dev`, as a process that is started again when what it imports changes. */
import { join } from 'node:path'
import { runBrowserHost } from '../../electron/browser/index.ts'

const [dataDir, central, port, token] = process.argv.slice(2)

process.exitCode = await runBrowserHost({
  dataDir,
  central,
  port: Number(port),
  metricsPort: 0,
  token,
  // Vite serves the pages; this host serves their API.
  rendererDir: join(import.meta.dirname, '../../renderer'),
})
