import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

/** A password as it is kept: never itself, only what it hashes to with a salt of its own. Both base64. */
export interface PasswordHash {
  readonly salt: string
  readonly hash: string
}

const cost: ScryptOptions = { N: 16_384, r: 8, p: 1 }
const length = 32

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return { salt: salt.toString('base64'), hash: key.toString('base64') }
}

export async function verifyPassword(password: string, kept: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(kept.hash, 'base64')
  const actual = await derive(password, Buffer.from(kept.salt, 'base64'))
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
