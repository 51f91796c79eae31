import { StoreError } from '../errors.ts'
import { z } from 'zod'
import type { EventStore } from '../semantics/eventStore.ts'
import { systemEvent } from '../semantics/systemEvent.ts'
import { systemStream, systemType } from '../semantics/systemStreams.ts'
import { noStream, type ExpectedRevision } from '../semantics/expectedRevision.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

const record = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(
    z.object({
      loginName: z.string(),
      fullName: z.string(),
      salt: z.string(),
      hash: z.string(),
      disabled: z.boolean(),
      groups: z.array(z.string()),
    }),
  )

type UserRecord = z.infer<typeof record>

export interface User {
  readonly loginName: string
  readonly fullName: string
  readonly groups: readonly string[]
  readonly disabled: boolean
  /** Milliseconds since 1970. */
  readonly updated: number
}

export type UserOutcome = 'ok' | 'not-found' | 'conflict' | 'wrong-password'

export interface NewUser {
  readonly loginName: string
  readonly fullName: string
  readonly groups: readonly string[]
  readonly password: string
}

interface Kept {
  readonly revision: number
  readonly updated: number
  readonly record: UserRecord
}

const streamOf = (loginName: string) => `$user-${loginName}`

/**
 * The people and programs that may sign in. Each is a stream of the log, `$user-NAME`, whose last event
 * is what counts; `$users` lists the names. Nothing is kept outside the log.
 */
export class Users {
  readonly #store: EventStore

  constructor(store: EventStore) {
    this.#store = store
  }

  get(loginName: string): User | undefined {
    const kept = this.#load(loginName)
    if (!kept) return undefined
    const { fullName, groups, disabled } = kept.record
    return { loginName, fullName, groups, disabled, updated: kept.updated }
  }

  all(): User[] {
    const { log } = this.#store
    const id = log.directory.idOf(systemStream.users)
    if (id === undefined) return []
    const names = new Set<string>()
    for (let from = 0; ;) {
      const events = log.reader.readStream(id, 'forwards', from)
      const last = events.at(-1)
      if (!last) break
      for (const event of events) names.add(event.data.toString('utf8'))
      from = last.revision + 1
    }
    return [...names].flatMap((name) => this.get(name) ?? [])
  }

  /** Whether there is or was such a user. */
  isKnown(loginName: string): boolean {
    return this.#last(loginName).revision !== noStream
  }

  /** Changes with every change to the user; undefined without one. For whoever remembers a sign-in. */
  revision(loginName: string): number | undefined {
    return this.#load(loginName)?.revision
  }

  /** The user, if the password is theirs and they are not disabled. */
  async verify(loginName: string, password: string): Promise<User | undefined> {
    const kept = this.#load(loginName)
    // An unknown name costs as much time as a wrong password.
    const right = await verifyPassword(password, kept?.record ?? nobody)
    return kept && right && !kept.record.disabled ? this.get(loginName) : undefined
  }

  async create({ loginName, fullName, groups, password }: NewUser): Promise<UserOutcome> {
    const kept = this.#last(loginName)
    const hash = await hashPassword(password)
    const user = { loginName, fullName, groups: [...groups], disabled: false, ...hash }
    // Asked again, as after a lost answer: nothing is changed.
    if (kept.record) return (await verifyPassword(password, kept.record)) ? 'ok' : 'conflict'
    const written = await this.#write(user, kept.revision, systemType.userCreated)
    if (written !== 'ok') return written
    const listed = systemEvent(systemType.user, loginName, { json: false })
    await this.#store.writes.append({
      stream: systemStream.users,
      expected: 'any',
      events: [listed],
    })
    return 'ok'
  }

  async update(
    loginName: string,
    change: {
      fullName?: string
      groups?: readonly string[]
      disabled?: boolean
      password?: string
    },
  ): Promise<UserOutcome> {
    const kept = this.#load(loginName)
    if (!kept) return 'not-found'
    const { password, groups, ...rest } = change
    const user = {
      ...kept.record,
      ...rest,
      ...(groups && { groups: [...groups] }),
      ...(password !== undefined && (await hashPassword(password))),
    }
    return this.#write(user, kept.revision, systemType.userUpdated)
  }

  async changePassword(loginName: string, current: string, next: string): Promise<UserOutcome> {
    const kept = this.#load(loginName)
    if (!kept) return 'not-found'
    if (!(await verifyPassword(current, kept.record))) return 'wrong-password'
    return this.update(loginName, { password: next })
  }

  async delete(loginName: string): Promise<UserOutcome> {
    const kept = this.#load(loginName)
    if (!kept) return 'not-found'
    const { kind } = await this.#store.writes.softDelete(streamOf(loginName), kept.revision)
    return kind === 'written' ? 'ok' : 'conflict'
  }

  async #write(user: UserRecord, expected: number, type: string): Promise<UserOutcome> {
    const revision: ExpectedRevision = expected < 0 ? 'no_stream' : expected
    const { kind } = await this.#store.writes.append({
      stream: streamOf(user.loginName),
      expected: revision,
      events: [systemEvent(type, JSON.stringify(user))],
    })
    return kind === 'written' ? 'ok' : 'conflict'
  }

  #load(loginName: string): Kept | undefined {
    const { revision, updated, record } = this.#last(loginName)
    return record && { revision, updated, record }
  }

  #last(loginName: string): { revision: number; updated: number; record: UserRecord | undefined } {
    const { directory, reader } = this.#store.log
    const stream = streamOf(loginName)
    const revision = directory.lastRevision(stream)
    const id = directory.idOf(stream)
    if (id === undefined || directory.isSoftDeleted(stream))
      return { revision, updated: 0, record: undefined }
    const event = reader.eventAt(id, revision)
    const parsed = record.safeParse(event?.data.toString('utf8'))
    return { revision, updated: event?.created ?? 0, record: parsed.data }
  }
}

const nobody = { salt: 'AAAAAAAAAAAAAAAAAAAAAA==', hash: '' }

export const adminName = 'admin'

/** What everybody knows: the password of EventStoreDB's first users. */
const knownToAll = 'changeit'

/**
 * The users that every store begins with, as in EventStoreDB. One that was deleted does not come back. A given password
 * also takes the place of `changeit`, so that a store that had no need of one can get it.
 * @param asked whether anybody will be asked for their password
 * @throws StoreError `default-password` when they will, and it is the one that everybody knows
 */
export async function addFirstUsers(
  users: Users,
  given: string | undefined,
  asked: boolean,
): Promise<void> {
  const own = given === knownToAll ? undefined : given
  const first = [
    { loginName: adminName, fullName: 'Event Store Administrator', groups: ['$admins'] },
    { loginName: 'ops', fullName: 'Event Store Operations', groups: ['$ops'] },
  ]
  for (const user of first) {
    const { loginName } = user
    const isNew = !users.isKnown(loginName)
    if (asked && own === undefined && (isNew || (await users.verify(loginName, knownToAll))))
      throw knownPassword(loginName)
    if (isNew) await users.create({ ...user, password: own ?? knownToAll })
    else if (own !== undefined && (await users.verify(loginName, knownToAll)))
      await users.update(loginName, { password: own })
  }
}

const knownPassword = (loginName: string) =>
  new StoreError(
    'default-password',
    `The user ${loginName} would have the password "${knownToAll}", which everybody knows. Nothing was changed. Give a password of your own in TALLYDECK_STORE_ADMIN_PASSWORD or with --admin-password-file FILE; the store keeps it.`,
  )
