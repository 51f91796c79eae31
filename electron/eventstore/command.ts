import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js'
import { authority } from './address.ts'
import { parseCommandLine, usage, UsageError } from './commandLine.ts'
import { StoreError } from './errors.ts'
import type { StoreOptions } from './options.ts'
import { openEventStore } from './server.ts'

/** Where the command speaks, and how it is told to stop. */
export interface CommandIo {
  /** One line to standard output, without its end. */
  out(line: string): void
  /** One line to standard error. */
  err(line: string): void
  /** Stops the command as SIGTERM and SIGINT do. */
  readonly signal?: AbortSignal
}

/**
 * `store`: serves until SIGTERM, SIGINT or `io.signal`.
 * @returns 0 after a clean stop, 2 for wrong usage, 1 when the store can't be opened.
 */
export async function runStoreCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const options = parseCommandLine(argv)
    if (options === 'help') {
      io.out(usage)
      return 0
    }
    await serve(options, io)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(error.message)
      io.err(usage)
      return 2
    }
    if (!(error instanceof StoreError)) throw error
    io.err(`${error.message} [${error.code}]`)
    return 1
  }
}

async function serve(options: StoreOptions, io: CommandIo): Promise<void> {
  const stopped = stopRequest(io.signal)
  // What grpc-js says to standard error by itself, the store says in its own words.
  setLogVerbosity(logVerbosity.NONE)
  try {
    const store = await openEventStore(options, (line) => io.err(line))
    io.out(`Event store in ${options.dataDir ?? ''}`)
    io.out(
      `Listening on ${authority(store.address.host, store.address.port)} (${options.tls ? 'with TLS' : 'without TLS'})`,
    )
    io.out(`Connect with ${store.connectionString}`)
    if (store.opsAddress) {
      const { host, port } = store.opsAddress
      io.out(`Health and metrics on http://${host}:${port}/health and /metrics`)
    }
    await stopped.promise
    io.out('Stopping')
    await store.close()
    io.out('Stopped')
  } finally {
    stopped.dispose()
  }
}

function stopRequest(signal: AbortSignal | undefined) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = () => resolve()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  const dispose = () => {
    process.off('SIGTERM', stop)
    process.off('SIGINT', stop)
    signal?.removeEventListener('abort', stop)
  }
  return { promise, dispose }
}
