import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loopbackCertificate, type OwnCertificate } from './loopbackCertificate.ts'

/** Who may come in to a terminal's own store, for one start. */
export interface StoreAccess {
  readonly tls: OwnCertificate
  readonly onlyFor: { readonly loginName: string; readonly password: string }
  /** Keeps what a client of this user needs, for nobody else to read; answers the connection string. */
  keep(port: number): string
}

/** `storeDir` is the store's own folder, which is there when something is kept. */
export function storeAccess(storeDir: string): StoreAccess {
  const tls = loopbackCertificate()
  const onlyFor = { loginName: 'terminal', password: randomBytes(24).toString('base64url') }
  const folder = join(storeDir, 'access')
  const keep = (port: number) => {
    // One that an earlier version has made can be read by others.
    chmodSync(storeDir, 0o700)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
    const authority = join(folder, 'ca.crt')
    replace(authority, tls.cert)
    const address = `esdb://${onlyFor.loginName}:${onlyFor.password}@127.0.0.1:${port}?tls=true&tlsCAFile=${encodeURIComponent(authority)}`
    replace(join(folder, 'address'), `${address}\n`)
    return address
  }
  return { tls, onlyFor, keep }
}

/** Never half-written, and never there with the rights of an older file. */
function replace(path: string, text: string): void {
  const next = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(next, text, { mode: 0o600, flag: 'wx' })
  renameSync(next, path)
}
