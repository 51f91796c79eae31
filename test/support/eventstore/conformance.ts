import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { join } from 'node:path'
import { EventStoreDBClient } from '@eventstore/db-client'
import type { Metadata } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe } from 'vitest'
import { openEventStore, type RunningStore } from '#electron/eventstore/index.ts'
import { serverToTry } from './foreignServer.ts'
import { connectStubs, isSecure, signedIn, type Stubs } from './stubs.ts'

/** A server that the conformance suite runs against, plain or with TLS, ours or another one. */
export interface Target {
  /** Whether it asks for users and passwords. */
  readonly secure: boolean
  /**
   * Whether it is our own store, made for this run and gone after it. What could end a server, or change on it what is
   * not the suite's, is tried on no other.
   */
  readonly own: boolean
  /** The address without credentials and with the options of its kind. */
  connectionString(user?: string): string
  /** The shared client, signed in as admin where there are users. */
  readonly client: EventStoreDBClient
  /**
   * Another client, of the given user as `name:password` or `anonymous`, told of more hosts if there are any. It lives
   * as long as the server: the client keeps its pending appends in one table for the whole process, so disposing one
   * in between fails the appends of all.
   */
  newClient(
    user?: string,
    scheme?: 'esdb' | 'esdb+discover',
    moreHosts?: readonly string[],
  ): EventStoreDBClient
  /** The protocol's own stubs, for what the client does not show. */
  readonly raw: Stubs
  /** Headers that sign a raw call in as admin. */
  readonly metadata: Metadata
}

const tls = join(import.meta.dirname, 'tls')
const certFile = join(tls, 'localhost.crt')
const keyFile = join(tls, 'localhost.key')

/** Files of a certificate for localhost. */
export const certificate = { certFile, keyFile }

/** Of `admin` and `ops`: what our own server was given for this run, and what another one begins with. */
export const password = serverToTry(process.env) === undefined ? 'of-this-run-only' : 'changeit'

const admin = `admin:${password}`

class LiveTarget implements Target {
  readonly secure: boolean
  readonly own: boolean
  readonly #url: URL
  #client: EventStoreDBClient | undefined
  readonly #clients: EventStoreDBClient[] = []
  #raw: Stubs | undefined

  constructor({ url, own }: Opened) {
    this.#url = new URL(url)
    this.own = own
    this.secure = isSecure(this.#url)
  }

  get client() {
    this.#client ??= EventStoreDBClient.connectionString(this.connectionString(admin))
    return this.#client
  }

  get raw() {
    this.#raw ??= connectStubs(this.#url)
    return this.#raw
  }

  get metadata() {
    return signedIn(this.#url, admin)
  }

  connectionString(user?: string) {
    const own = this.#url.username ? `${this.#url.username}:${this.#url.password}` : admin
    const signedIn = user === admin ? own : user
    const prefix = signedIn !== undefined && this.secure ? `${signedIn}@` : ''
    return `esdb://${prefix}${this.#url.host}${this.#url.search}`
  }

  newClient(user = admin, scheme = 'esdb', moreHosts: readonly string[] = []) {
    const signedIn = user === 'anonymous' ? undefined : user
    const hosts = [...moreHosts, this.#url.host].join(',')
    const connectionString = this.connectionString(signedIn)
      .replace(/^esdb/, scheme)
      .replace(this.#url.host, hosts)
    const client = EventStoreDBClient.connectionString(connectionString)
    this.#clients.push(client)
    return client
  }

  async dispose() {
    if (!this.own) await this.#removeGroups()
    const clients = [...(this.#client ? [this.#client] : []), ...this.#clients]
    // The client's dispose never settles while a stream of it was left half-read.
    await Promise.race([Promise.all(clients.map((client) => client.dispose())), setTimeout(1000)])
    for (const stub of Object.values(this.#raw ?? {})) stub.close()
  }

  /** Another's server keeps no group that this run has made: each would go on reading for ever. */
  async #removeGroups() {
    const groups = await this.client.listAllPersistentSubscriptions().catch(() => [])
    for (const { eventSource, groupName } of groups) {
      if (!made.has(eventSource) && !made.has(groupName)) continue
      await (eventSource === '$all'
        ? this.client.deletePersistentSubscriptionToAll(groupName)
        : this.client.deletePersistentSubscriptionToStream(eventSource, groupName))
    }
  }
}

/**
 * Runs `define` for each server: our own, plain and with TLS, or the one that TALLYDECK_CONFORMANCE_URL names
 * and TALLYDECK_CONFORMANCE_MAY_HARM allows. Streams and groups are given names of their own in each run.
 */
export function conformance(title: string, define: (target: () => Target) => void): void {
  const foreign = serverToTry(process.env)
  if (foreign) {
    const open = () => Promise.resolve({ url: foreign.url, own: false })
    return describeTarget(`${title} (${foreign.address})`, open, define)
  }
  for (const secure of [false, true])
    describeTarget(`${title} (${secure ? 'TLS' : 'plain'})`, () => ownServer(secure), define)
}

interface Opened {
  readonly url: string
  readonly own: boolean
  readonly close?: () => Promise<void>
}

function describeTarget(
  title: string,
  open: () => Promise<Opened>,
  define: (target: () => Target) => void,
) {
  // oxlint-disable-next-line vitest/valid-title -- the title is the caller's
  describe(title, () => {
    let target: LiveTarget | undefined
    let opened: Opened | undefined
    beforeAll(async () => {
      opened = await open()
      target = new LiveTarget(opened)
    })
    afterAll(async () => {
      await target?.dispose()
      await opened?.close?.()
    })
    define(() => {
      if (!target) throw new Error('The server is not up yet.')
      return target
    })
  })
}

async function ownServer(secure: boolean): Promise<Opened> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallydeck-conformance-'))
  const store: RunningStore = await openEventStore({
    dataDir,
    ...(secure && { host: 'localhost', tls: certificate, adminPassword: password }),
  })
  const url = secure
    ? `${store.connectionString}&tlsCAFile=${encodeURIComponent(certFile)}`
    : store.connectionString
  const close = async () => {
    await store.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, own: true, close }
}

/** The names that this run has given. */
const made = new Set<string>()

/** A name that no other test and no other run uses. */
export function unique(name: string): string {
  const given = `${name}-${randomUUID()}`
  made.add(given)
  return given
}
