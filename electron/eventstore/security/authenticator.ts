import { createHash } from 'node:crypto'
import type { Metadata } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { Users } from './users.ts'

interface SignIn {
  readonly principal: Principal
  readonly loginName: string
  readonly revision: number | undefined
}

/** Sign-ins remembered, because each call carries the password and checking it is slow by design. */
const remembered = 1000

/** Thrown for credentials that are not right. */
export class WrongCredentials extends Error {
  override readonly name = 'WrongCredentials'
}

function parseBasic(header: string): { loginName: string; password: string } {
  const match = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header)
  const text = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) throw new WrongCredentials('Not Basic credentials.')
  return { loginName: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Says who calls, from the Basic credentials of a call. */
export class Authenticator {
  readonly #users: Users
  readonly #signIns = new Map<string, SignIn>()

  constructor(users: Users) {
    this.#users = users
  }

  /** @throws WrongCredentials when there are credentials and they are not right. */
  async authenticate(metadata: Metadata): Promise<Principal> {
    const header = metadata.get('authorization')[0]
    if (header === undefined) return { kind: 'anonymous' }
    const text = header.toString()
    const key = createHash('sha256').update(text).digest('base64')
    const known = this.#signIns.get(key)
    if (known && known.revision === this.#users.revision(known.loginName)) return known.principal
    this.#signIns.delete(key)
    return this.#signIn(key, text)
  }

  async #signIn(key: string, header: string): Promise<Principal> {
    const { loginName, password } = parseBasic(header)
    const revision = this.#users.revision(loginName)
    const user = await this.#users.verify(loginName, password)
    if (!user) throw new WrongCredentials('Unknown user or wrong password.')
    const principal: Principal = { kind: 'user', name: loginName, groups: user.groups }
    if (this.#signIns.size >= remembered) this.#signIns.clear()
    this.#signIns.set(key, { principal, loginName, revision })
    return principal
  }
}
