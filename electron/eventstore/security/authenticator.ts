import { createHash, timingSafeEqual } from 'node:crypto'
import type { Principal } from '../semantics/access.ts'
import type { SignInGuard } from './signInGuard.ts'
import type { Users } from './users.ts'

interface SignIn {
  readonly principal: Principal
  readonly loginName: string
  readonly revision: number | undefined
}

/** Sign-ins remembered, because each call carries the password and checking it is slow by design. */
const remembered = 1000

/** Characters of a name and of a whole header; longer ones are wrong without a look. */
const longestName = 256
const longestHeader = 4096

/** Thrown for credentials that are not right. */
export class WrongCredentials extends Error {
  override readonly name = 'WrongCredentials'
}

function parseBasic(header: string): { loginName: string; password: string } {
  const short = header.length <= longestHeader ? header : ''
  const match = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(short)
  const text = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1 || colon > longestName) throw new WrongCredentials('Not Basic credentials.')
  return { loginName: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Says who calls, from the Basic credentials of a call. */
export class Authenticator {
  readonly #users: Users
  readonly #guard: SignInGuard
  readonly #signIns = new Map<string, SignIn>()
  /** What is being checked, so that the calls of one client that come together are one attempt. */
  readonly #checking = new Map<string, Promise<Principal>>()

  constructor(users: Users, guard: SignInGuard) {
    this.#users = users
    this.#guard = guard
  }

  /**
   * @param from the caller's address
   * @throws WrongCredentials, or TooManyAttempts
   */
  async authenticate(header: string, from: string): Promise<Principal> {
    const key = createHash('sha256').update(header).digest('base64')
    const known = this.#signIns.get(key)
    if (known && known.revision === this.#users.revision(known.loginName)) return known.principal
    this.#signIns.delete(key)
    const place = `${key} ${from}`
    const under = this.#checking.get(place)
    if (under) return under
    const signIn = this.#signIn(key, header, from).finally(() => this.#checking.delete(place))
    this.#checking.set(place, signIn)
    return signIn
  }

  async #signIn(key: string, header: string, from: string): Promise<Principal> {
    const { loginName, password } = parseBasic(header)
    const revision = this.#users.revision(loginName)
    const user = await this.#guard.attempt(loginName, from, () =>
      this.#users.verify(loginName, password),
    )
    if (!user) throw new WrongCredentials('Unknown user or wrong password.')
    const principal: Principal = { kind: 'user', name: loginName, groups: user.groups }
    if (this.#signIns.size >= remembered) this.#signIns.clear()
    this.#signIns.set(key, { principal, loginName, revision })
    return principal
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Lets one caller in, by credentials that were made for them and are in no database. */
export class OneCaller {
  readonly #expected: Buffer
  readonly #guard: SignInGuard

  constructor(
    { loginName, password }: { loginName: string; password: string },
    guard: SignInGuard,
  ) {
    const basic = Buffer.from(`${loginName}:${password}`).toString('base64')
    this.#expected = digest(`Basic ${basic}`)
    this.#guard = guard
  }

  /** @throws WrongCredentials, or TooManyAttempts */
  async authenticate(header: string, from: string): Promise<Principal> {
    if (timingSafeEqual(digest(header), this.#expected)) return { kind: 'trusted' }
    await this.#guard.attempt('', from, () => Promise.resolve(undefined))
    throw new WrongCredentials('Not the credentials of this start.')
  }
}
