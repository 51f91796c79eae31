import { ServerCredentials, type Server } from '@grpc/grpc-js'
import { authority, isLoopback, reachable } from './address.ts'
import { StoreError } from './errors.ts'
import type { ResolvedOptions } from './options.ts'
import type { Authenticate } from './protocol/entrance.ts'
import { accessDenied, serverBusy, unauthenticated } from './protocol/status.ts'
import { Authenticator, OneCaller, WrongCredentials } from './security/authenticator.ts'
import { loadCertificate } from './security/certificate.ts'
import { SignInGuard, TooManyAttempts, type SignInObserver } from './security/signInGuard.ts'
import type { Users } from './security/users.ts'

/** @throws StoreError `insecure-not-loopback` when others could reach a store that trusts everybody. */
export function refuseOpenDoor({ host, tls, allowInsecureRemote }: ResolvedOptions): void {
  if (tls || isLoopback(host) || allowInsecureRemote) return
  throw new StoreError(
    'insecure-not-loopback',
    `Without TLS the store has no passwords, so it serves this machine only. Give a certificate and key to listen on ${host}, or ask for --insecure by name.`,
  )
}

/** How a client on this machine connects. */
export const connectionString = ({ host, tls }: ResolvedOptions, port: number): string =>
  `esdb://${authority(reachable(host), port)}?tls=${tls !== undefined}`

/** Without TLS a client sends no credentials, so everybody is trusted; that is why it is for loopback only. */
export function authentication(
  { tls, allowAnonymous, onlyFor }: ResolvedOptions,
  users: Users,
  observer: SignInObserver,
): Authenticate {
  if (!tls) return () => Promise.resolve({ kind: 'trusted' })
  const guard = new SignInGuard(observer)
  const authenticator = onlyFor ? new OneCaller(onlyFor, guard) : new Authenticator(users, guard)
  return async (metadata, from) => {
    const header = metadata.get('authorization')[0]?.toString()
    if (header === undefined) {
      observer.signIn('anonymous')
      if (!allowAnonymous) throw accessDenied()
      return { kind: 'anonymous' }
    }
    try {
      return await authenticator.authenticate(header, from)
    } catch (error) {
      if (error instanceof WrongCredentials) throw unauthenticated()
      throw error instanceof TooManyAttempts ? serverBusy() : error
    }
  }
}

/** @throws StoreError `tls-invalid` */
export function serverCredentials({ tls }: ResolvedOptions): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure()
  const { cert, key } = loadCertificate(tls, new Date())
  return ServerCredentials.createSsl(null, [{ cert_chain: cert, private_key: key }])
}

/**
 * Begins to accept calls, and answers the port.
 * @throws StoreError `port-in-use` or `address-unavailable`
 */
export function bind(
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
  const [, code = ''] = /\b(E[A-Z]+)\b/.exec(cause.message) ?? []
  if (code === 'EADDRINUSE')
    return new StoreError(
      'port-in-use',
      `Port ${port} on ${host} is in use. Stop the other program or choose another port.`,
      { cause },
    )
  const why = unavailable[code] ?? cause.message
  return new StoreError('address-unavailable', `Can't listen on ${authority(host, port)}: ${why}`, {
    cause,
  })
}

const unavailable: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'this machine has no such address. Choose one that it has.',
  EACCES: 'this user may not use that port. Choose one above 1023.',
}
