import { Server, ServerCredentials } from '@grpc/grpc-js'
import { StoreError } from './errors.ts'
import { isLoopback, resolveOptions, type ResolvedOptions, type StoreOptions } from './options.ts'
import type { CallContext } from './protocol/call-context.ts'
import { unauthenticated } from './protocol/status.ts'
import { Authenticator, WrongCredentials } from './security/authenticator.ts'
import { loadCertificate } from './security/certificate.ts'
import { addFirstUsers, Users } from './security/users.ts'
import { addServices } from './protocol/services.ts'
import { EventStore } from './semantics/event-store.ts'
import { initialise } from './semantics/initialise.ts'
import { PersistentSubscriptions } from './semantics/persistent/groups.ts'
import { openDatabase } from './storage/database.ts'

/** A store that accepts calls. */
export interface RunningStore {
  readonly address: { readonly host: string; readonly port: number }
  /** For `EventStoreDBClient.connectionString`. */
  readonly connectionString: string
  /** Ends calls as EventStoreDB does when it shuts down, waits for what is being written, closes the database. */
  close(): Promise<void>
}

/** No keep-alive of a well-behaved client is too often; 17 MiB is what the client itself accepts. */
const serverOptions = {
  'grpc.max_receive_message_length': 17 * 1024 * 1024,
  'grpc.max_send_message_length': -1,
  'grpc.http2.min_ping_interval_without_data_ms': 1000,
}

/**
 * Opens the database and serves it in the calling thread.
 * @throws StoreError when the database or the address can't be used; the code says why.
 */
export async function openEventStore(given: StoreOptions): Promise<RunningStore> {
  const options = resolveOptions(given)
  refuseOpenDoor(options)
  const credentials = serverCredentials(options)
  const database = openDatabase(options.file)
  const closing = new AbortController()
  const server = new Server(serverOptions)
  let stopSubscriptions = () => {}
  try {
    const store = new EventStore(database)
    const users = new Users(store)
    await initialise(store)
    await addFirstUsers(users, options.adminPassword)
    const context: CallContext = {
      store,
      authenticate: authentication(options, users),
      closing: closing.signal,
    }
    const subscriptions = new PersistentSubscriptions(store)
    subscriptions.start()
    stopSubscriptions = () => subscriptions.stop()
    addServices(server, { context, users, subscriptions })
    const port = await bind(server, credentials, options)
    const host = options.host
    let closed: Promise<void> | undefined
    const close = () => {
      stopSubscriptions()
      closed ??= shutDown(server, closing, store, options.shutdownTimeout).finally(() =>
        database.close(),
      )
      return closed
    }
    return { address: { host, port }, connectionString: connectionString(options, port), close }
  } catch (error) {
    stopSubscriptions()
    server.forceShutdown()
    database.close()
    throw error
  }
}

function refuseOpenDoor({ host, tls, allowInsecureRemote }: ResolvedOptions) {
  if (tls || isLoopback(host) || allowInsecureRemote) return
  throw new StoreError(
    'insecure-not-loopback',
    `Without TLS the store has no passwords, so it serves this machine only. Give a certificate and key to listen on ${host}, or ask for --insecure by name.`,
  )
}

const authority = (host: string, port: number) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

const connectionString = ({ host, tls }: ResolvedOptions, port: number) =>
  `esdb://${authority(host === '0.0.0.0' ? '127.0.0.1' : host, port)}?tls=${tls !== undefined}`

/** Without TLS a client sends no credentials, so everybody is trusted; that is why it is for loopback only. */
function authentication({ tls }: ResolvedOptions, users: Users): CallContext['authenticate'] {
  if (!tls) return () => Promise.resolve({ kind: 'trusted' })
  const authenticator = new Authenticator(users)
  return async (metadata) => {
    try {
      return await authenticator.authenticate(metadata)
    } catch (error) {
      throw error instanceof WrongCredentials ? unauthenticated() : error
    }
  }
}

function serverCredentials({ tls }: ResolvedOptions): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure()
  const { cert, key } = loadCertificate(tls)
  return ServerCredentials.createSsl(null, [{ cert_chain: cert, private_key: key }])
}

function bind(
  server: Server,
  credentials: ServerCredentials,
  { host, port }: ResolvedOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(authority(host, port), credentials, (error, bound) => {
      if (error) reject(bindError(error, host, port))
      else resolve(bound)
    })
  })
}

function bindError(cause: Error, host: string, port: number): StoreError {
  if (cause.message.includes('EADDRINUSE'))
    return new StoreError(
      'port-in-use',
      `Port ${port} on ${host} is in use. Stop the other program or choose another port.`,
      { cause },
    )
  return new StoreError(
    'address-unavailable',
    `Can't listen on ${host}:${port}: ${cause.message}`,
    {
      cause,
    },
  )
}

async function shutDown(
  server: Server,
  closing: AbortController,
  store: EventStore,
  timeout: number,
): Promise<void> {
  closing.abort()
  await store.log.commits.settled()
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), timeout)
    server.tryShutdown(() => {
      clearTimeout(force)
      resolve()
    })
  })
  await store.log.commits.settled()
}
