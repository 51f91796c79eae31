import { resolve } from 'node:path'
import { defaultDataDir } from '#electron/host/dataFolder.ts'
import { openLog, type Log } from '#electron/host/log.ts'
import { openHost, type Host } from '#electron/host/openHost.ts'
import { describeOpenFailure } from '#electron/host/openFailure.ts'
import { serveBrowser, type BrowserServer } from './server.ts'

export interface BrowserHostOptions {
  dataDir: string | undefined
  central: string | undefined
  /** Undefined: the usual port, or any free one where that is taken. */
  port: number | undefined
  metricsPort: number | undefined
  /** The built renderer. */
  rendererDir: string
  /** Undefined: a new one. */
  token?: string | undefined
}

/** The same from one start to the next where it is free, so that a bookmark of it is nearly right. */
const usualPort = 7420

/**
 * Serves a terminal to browser tabs until SIGINT or SIGTERM, and answers the exit code. Prints the address to standard
 * output, and what keeps it from starting, if anything, to standard error.
 */
export async function runBrowserHost(options: BrowserHostOptions): Promise<number> {
  const dataDir = resolve(options.dataDir ?? defaultDataDir())
  const log = openLog(dataDir)
  process.on('unhandledRejection', (error) =>
    log.error('a failure that nobody waited for', { error }),
  )
  let host: Host | undefined
  let server: BrowserServer | undefined
  try {
    const { central, metricsPort } = options
    host = await openHost({ dataDir, central, metricsPort, log })
    server = await serve(host, options, log)
    process.stdout.write(`Tallydeck is ready: ${server.address}\n`)
    await signalled()
    return 0
  } catch (error) {
    const failure = describeOpenFailure(error)
    if (failure === undefined) throw error
    process.stderr.write(`${failure.title} ${failure.advice}\n`)
    return 1
  } finally {
    await server?.close()
    await host?.close()
  }
}

async function serve(host: Host, options: BrowserHostOptions, log: Log): Promise<BrowserServer> {
  const { port, rendererDir, token } = options
  try {
    return await serveBrowser(host, { rendererDir, port: port ?? usualPort, token, log })
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken || port !== undefined) throw error
    return serveBrowser(host, { rendererDir, port: 0, token, log })
  }
}

/** Settles at the first signal to stop. A second one ends the process at once, for a person who cannot wait. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130))
      process.once('SIGTERM', () => process.exit(143))
      resolve()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
