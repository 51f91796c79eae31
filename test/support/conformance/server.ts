import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventStore, type RunningStore } from '#electron/eventstore/index.ts'
import { certificate, password } from '../eventstore/conformance.ts'
import { type Administration, administer } from './administration.ts'

/** A server that terminals are tried with: one that somebody names, or our own. */
export interface Server {
  /** Its address, as terminals have it: of a user who is no administrator, where it is our own. */
  readonly url: string
  /** What only an administrator may; undefined where nobody said who that is, or where there are no users. */
  readonly administration: Administration | undefined
  /** Stops it, does something, and starts it again; undefined where it is not ours to stop. */
  readonly whileStopped: ((work: () => Promise<void>) => Promise<void>) | undefined
  /** Whether what would change it for others, a scavenge, is allowed. */
  readonly mayHarm: boolean
  readonly close: () => Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/** The part of a connection string that says where: one `host:port`, or several. */
export const hostsOf = (url: string): string =>
  /^esdb(?:\+discover)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(url)?.[1] ?? ''

const isPlain = (url: string) => /[?&]tls=false\b/i.test(url)

/** The server that the environment names; undefined where it names none. */
export function namedServer(environment: Environment): Server | undefined {
  const url = environment['TALLYDECK_CONFORMANCE_URL']
  if (url === undefined) return undefined
  const admin = environment['TALLYDECK_CONFORMANCE_ADMIN_URL']
  const administration = admin === undefined || isPlain(url) ? undefined : administer(admin)
  return {
    url,
    administration,
    whileStopped: undefined,
    mayHarm:
      administration !== undefined &&
      environment['TALLYDECK_CONFORMANCE_MAY_HARM'] === hostsOf(url),
    close: async () => administration?.close(),
  }
}

/** Our own, over TLS, with its rights and a user for terminals as docs/central-store.md sets them up. */
export async function ownServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallydeck-conformance-'))
  const open = (port: number) =>
    openEventStore({
      dataDir,
      port,
      host: 'localhost',
      tls: certificate,
      adminPassword: password,
    })
  let running: RunningStore = await open(0)
  const { port } = running.address
  const urlOf = (user: string) =>
    `esdb://${user}@localhost:${port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.certFile)}`
  const administration = administer(urlOf(`admin:${password}`))
  await administration.setUpRights()
  const user = { name: 'terminal', password: randomUUID(), groups: ['terminals'] }
  await administration.users.create(user)
  return {
    url: urlOf(`${user.name}:${user.password}`),
    administration,
    whileStopped: async (work) => {
      await running.close()
      try {
        await work()
      } finally {
        running = await open(port)
      }
    },
    mayHarm: true,
    close: async () => {
      await administration.close()
      await running.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
