import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { createLogger, createServer } from 'vite'
import { webSocketPath } from '../../shared/contract/host.ts'

const root = join(import.meta.dirname, '../../renderer')

const vite = createLogger('warn')
/** A terminal that is started again is away for a moment: its tab connects by itself. */
const logger: typeof vite = {
  ...vite,
  error: (message, options) => {
    if (!message.includes('ws proxy')) vite.error(message, options)
  },
}

const toTerminal = (port: number) => ({
  [`^${webSocketPath}$`]: {
    target: `http://127.0.0.1:${port}`,
    ws: true,
    changeOrigin: true,
    rewriteWsOrigin: true,
  },
})

export type Pages = { readonly address: string; readonly close: () => Promise<void> }

/**
 * Serves the renderer's sources to a tab, and changes them there as they are edited; the API is that of the terminal
 * at `terminalPort`, if any. The content policy of the hosts is left out here, since what makes the pages change breaks it.
 */
export async function servePages(
  port: number,
  terminalPort: number | undefined,
  cacheDir: string,
): Promise<Pages> {
  const server = await createServer({
    configFile: false,
    root,
    cacheDir,
    plugins: [react()],
    customLogger: logger,
    server: {
      host: '127.0.0.1',
      port,
      proxy: terminalPort === undefined ? {} : toTerminal(terminalPort),
    },
  })
  await server.listen()
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('Vite has no address')
  return { address, close: () => server.close() }
}
