import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './replaceFile.ts'

/** A keychain of the host's, which keeps what it seals for this user on this machine. */
export type Keychain = {
  readonly seal: (text: string) => string
  /** Throws where it was sealed for somebody else, or somewhere else. */
  readonly unseal: (sealed: string) => string
}

/** A secret is there, but the app's keychain has sealed it and cannot be asked here. */
export class SealedSecret extends Error {}

/** What is never in the database, in an answer, a log or a report. */
export type Secrets = {
  /** Throws a SealedSecret. */
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
  readonly remove: (name: string) => void
}

const kept = z.union([z.strictObject({ text: z.string() }), z.strictObject({ sealed: z.string() })])
const schema = z.record(z.string(), kept)
type Kept = z.infer<typeof kept>

const fileIn = (dataDir: string) => join(dataDir, 'terminal.secrets')

const readAll = (path: string): Record<string, Kept> =>
  existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}

/** Can what is kept there be read, as far as it is not sealed? */
export function areSecretsReadable(dataDir: string): boolean {
  try {
    readAll(fileIn(dataDir))
    return true
  } catch {
    return false
  }
}

/** Secrets in a file of their own that only this user can read, sealed where the host has a keychain. */
export function secretsFile(dataDir: string, keychain: Keychain | undefined): Secrets {
  const path = fileIn(dataDir)
  const read = () => readAll(path)
  const write = (all: Record<string, Kept>) => replaceFile(path, `${JSON.stringify(all)}\n`)
  const keep = (text: string): Kept =>
    keychain === undefined ? { text } : { sealed: keychain.seal(text) }

  function sealOpenOnes(): void {
    const all = read()
    if (keychain === undefined || Object.values(all).every((one) => 'sealed' in one)) return
    const sealed = Object.entries(all).map(([name, one]): [string, Kept] => [
      name,
      'text' in one ? keep(one.text) : one,
    ])
    write(Object.fromEntries(sealed))
  }

  sealOpenOnes()
  return {
    get: (name) => {
      const one = read()[name]
      if (one === undefined || 'text' in one) return one?.text
      try {
        if (keychain) return keychain.unseal(one.sealed)
      } catch {
        // The same as no keychain: it is another one's.
      }
      throw new SealedSecret(name)
    },
    set: (name, value) => write({ ...read(), [name]: keep(value) }),
    remove: (name) => {
      const { [name]: gone, ...rest } = read()
      if (gone !== undefined) write(rest)
    },
  }
}
