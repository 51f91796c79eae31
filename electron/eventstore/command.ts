import { parseArgs } from 'node:util'
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js'
import { z } from 'zod'
import { authority } from './address.ts'
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

const usage = `Usage: store --data DIR [--port N] [--host ADDRESS] [--ops-port N]
             [--tls-cert FILE --tls-key FILE] [--insecure]

  --data DIR        the folder of the database; made when it is not there
  --port N          the port for clients (2113)
  --host ADDRESS    the address to listen on (127.0.0.1)
  --ops-port N      the port on 127.0.0.1 for /health and /metrics (any)
  --tls-cert FILE   the certificate, as PEM: serve with TLS, users and passwords
  --tls-key FILE    its private key
  --insecure        serve without TLS and passwords on an address that others can reach

The users admin and ops of a new database get the password in TALLYDECK_STORE_ADMIN_PASSWORD, else "changeit".`

const portText = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be at most 65535')

const values = z.object({
  data: z.string({ error: '--data DIR is missing' }).min(1),
  port: portText.default(2113),
  'ops-port': portText.default(0),
  host: z.string().min(1).optional(),
  'tls-cert': z.string().min(1).optional(),
  'tls-key': z.string().min(1).optional(),
  insecure: z.boolean().default(false),
  help: z.boolean().default(false),
})

/** Not an option: what is on a command line, others on the machine can see. */
const passwordVariable = 'TALLYDECK_STORE_ADMIN_PASSWORD'

class UsageError extends Error {}

function parse(argv: readonly string[]): StoreOptions | 'help' {
  let raw: object
  try {
    raw = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'ops-port': { type: 'string' },
        host: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        insecure: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if ('help' in raw && raw.help === true) return 'help'
  const parsed = values.safeParse(raw)
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues
        .map(({ path, message }) =>
          path[0] === 'data' ? message : `--${String(path[0])} ${message}`,
        )
        .join('; '),
    )
  const { data, port, host, insecure } = parsed.data
  const { 'tls-cert': certFile, 'tls-key': keyFile } = parsed.data
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together')
  const adminPassword = process.env[passwordVariable]
  if (adminPassword === '') throw new UsageError(`${passwordVariable} is empty`)
  return {
    dataDir: data,
    port,
    opsPort: parsed.data['ops-port'],
    allowInsecureRemote: insecure,
    ...(host !== undefined && { host }),
    ...(certFile !== undefined && keyFile !== undefined && { tls: { certFile, keyFile } }),
    ...(adminPassword !== undefined && { adminPassword }),
  }
}

/**
 * `store`: serves until SIGTERM, SIGINT or `io.signal`.
 * @returns 0 after a clean stop, 2 for wrong usage, 1 when the store can't be opened.
 */
export async function runStoreCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const options = parse(argv)
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
  // What it would say to standard error by itself is said here, in the store's own words.
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
