import { Server, type ServerCredentials, type ServerInterceptor } from '@grpc/grpc-js'
import { boundDecoding } from '#electron/wire/boundedDecoding.ts'
import {
  authentication,
  bind,
  connectionString,
  refuseOpenDoor,
  serverCredentials,
} from './listen.ts'
import { startOps, type OpsServer } from './ops/http.ts'
import { StoreMetrics } from './ops/metrics.ts'
import { WriteHealth } from './ops/writeHealth.ts'
import { resolveOptions, type ResolvedOptions, type StoreOptions } from './options.ts'
import type { CallContext } from './protocol/callContext.ts'
import { Entrance } from './protocol/entrance.ts'
import { Intake } from './protocol/intake.ts'
import { addServices, type Served } from './protocol/services.ts'
import { writeAhead } from './protocol/writeAhead.ts'
import { addFirstUsers, Users } from './security/users.ts'
import { EventStore } from './semantics/eventStore.ts'
import { initialise } from './semantics/initialise.ts'
import { PersistentSubscriptions } from './semantics/persistent/groups.ts'
import { Scavenges } from './semantics/scavenge.ts'
import { openDatabase, type StoreDatabase } from './storage/database.ts'
import { openFailure } from './storage/openFailure.ts'

/** A store that accepts calls. */
export interface RunningStore {
  readonly address: { readonly host: string; readonly port: number }
  /** For `EventStoreDBClient.connectionString`. */
  readonly connectionString: string
  /** Where `/health` and `/metrics` are, if they were asked for. */
  readonly opsAddress?: { readonly host: string; readonly port: number }
  /** Ends calls as EventStoreDB does when it shuts down, waits for what is being written, closes the database. */
  close(): Promise<void>
}

/** A store in the calling thread, with what can't be asked of one in another. */
export interface OpenStore extends RunningStore {
  /** Removes what its streams do not show any more, as `StartScavenge` does; resolves when that is done. */
  scavenge(): Promise<void>
  /**
   * For tests: answers as a node of a cluster does that elects a leader, until told that there is one. What is open
   * stays open; an append is refused as not written.
   */
  elect(electing: boolean): void
}

/**
 * No keep-alive of a well-behaved client is too often; 17 MiB is what the client itself accepts. Who does not answer the
 * server's own pings has gone without a word, or never meant to speak, and is let go with all that is open for them.
 */
const serverOptions = ({ keepAlive }: ResolvedOptions, interceptors: ServerInterceptor[]) => ({
  'grpc.keepalive_time_ms': keepAlive.interval,
  'grpc.keepalive_timeout_ms': keepAlive.timeout,
  'grpc.max_receive_message_length': 17 * 1024 * 1024,
  'grpc.max_send_message_length': -1,
  'grpc.http2.min_ping_interval_without_data_ms': 1000,
  interceptors,
})

/** Everything that is open, and has to be closed again, whether or not all of it came up. */
interface Parts extends Served {
  readonly database: StoreDatabase
  readonly server: Server
  readonly closing: AbortController
  ops?: OpsServer
}

/**
 * Opens the database and serves it in the calling thread. `tell` is given a line when the store can no longer write,
 * and when it can again.
 * @throws StoreError when the database or the address can't be used; the code says why.
 */
export async function openEventStore(
  given: StoreOptions,
  tell: (line: string) => void = () => undefined,
): Promise<OpenStore> {
  const options = resolveOptions(given)
  refuseOpenDoor(options)
  boundDecoding()
  const credentials = serverCredentials(options)
  const database = openDatabase(options.file)
  try {
    return await serve(options, credentials, database, tell)
  } catch (error) {
    database.close()
    throw openFailure(error, options.file)
  }
}

async function serve(
  options: ResolvedOptions,
  credentials: ServerCredentials,
  database: StoreDatabase,
  tell: (line: string) => void,
): Promise<OpenStore> {
  const metrics = new StoreMetrics(new WriteHealth(tell))
  const parts = assemble(options, database, metrics, tell)
  try {
    await initialise(parts.context.store)
    const asked = options.tls !== undefined && options.onlyFor === undefined
    await addFirstUsers(parts.users, options.adminPassword, asked)
    parts.subscriptions.start()
    addServices(parts.server, parts)
    const port = await bind(parts.server, credentials, options)
    metrics.watch(parts.context, parts.subscriptions)
    if (options.opsPort !== undefined)
      parts.ops = await startOps(options.opsPort, parts.context, metrics)
    return running(options, parts, port)
  } catch (error) {
    await shutDown(parts, 0)
    throw error
  }
}

function assemble(
  options: ResolvedOptions,
  database: StoreDatabase,
  metrics: StoreMetrics,
  tell: (line: string) => void,
): Parts {
  const store = new EventStore(database, Date.now, metrics)
  const users = new Users(store)
  const closing = new AbortController()
  const intake = new Intake()
  const signIn = metrics.signIn.bind(metrics)
  const entrance = new Entrance(authentication(options, users, { signIn, tell }))
  const context: CallContext = {
    store,
    authenticate: entrance.whoIs,
    intake,
    calls: new Map(),
    role: { electing: false },
    closing: closing.signal,
  }
  const subscriptions = new PersistentSubscriptions(store, tell)
  const scavenges = new Scavenges(store)
  const server = new Server(
    serverOptions(options, [intake.interceptor, entrance.interceptor, writeAhead]),
  )
  return { database, server, closing, context, users, subscriptions, scavenges }
}

function running(options: ResolvedOptions, parts: Parts, port: number): OpenStore {
  let closed: Promise<void> | undefined
  return {
    address: { host: options.host, port },
    connectionString: connectionString(options, port),
    ...(parts.ops && { opsAddress: { host: '127.0.0.1', port: parts.ops.port } }),
    elect: (electing) => {
      parts.context.role.electing = electing
    },
    scavenge: () => parts.scavenges.start().done,
    close: () => (closed ??= shutDown(parts, options.shutdownTimeout)),
  }
}

/** How long what was ended by force has to be gone, in milliseconds. */
const FORCED_WITHIN_MS = 500

/**
 * Open calls get `timeout` milliseconds. What is not gone when they have been ended by force never became a connection
 * of gRPC's: whoever connects and says nothing would else hold the store up for as long as they like.
 */
async function endCalls(server: Server, timeout: number): Promise<void> {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const force = setTimeout(() => {
    server.forceShutdown()
    setTimeout(resolve, FORCED_WITHIN_MS)
  }, timeout)
  server.tryShutdown(() => resolve())
  await ended
  clearTimeout(force)
}

/** New calls are refused first, then the open ones ended; what was accepted is on the disk before the end. */
async function shutDown(parts: Parts, timeout: number): Promise<void> {
  const { server, closing, subscriptions, scavenges, context, database, ops } = parts
  const { commits } = context.store.log
  closing.abort()
  subscriptions.stop()
  await scavenges.close()
  await commits.settled()
  await endCalls(server, timeout)
  await commits.settled()
  context.intake.close()
  await ops?.close()
  database.close()
}
