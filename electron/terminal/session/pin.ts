import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PinHash } from '#shared/domain/operator/index.ts'

/** RFC 7914's parameters: 32 MiB and about a tenth of a second on a terminal, for every guess. */
const parameters = { cost: 2 ** 15, blockSize: 8, parallelization: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32
/** What a hash from elsewhere may ask of this machine at most. */
const MAX_MEMORY = 256 * 1024 * 1024

type Parameters = Pick<PinHash, 'cost' | 'blockSize' | 'parallelization'>

const memory = ({ cost, blockSize, parallelization }: Parameters) =>
  128 * blockSize * (cost + parallelization + 2)

/** In libuv's thread pool: it never stalls the thread that asks. */
function derive(pin: string, salt: Buffer, bytes: number, parameters: Parameters): Promise<Buffer> {
  const { cost, blockSize, parallelization } = parameters
  const options = { cost, blockSize, parallelization, maxmem: 2 * memory(parameters) }
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** A PIN as it is stored: salted, slow, with the parameters that it was made with. */
export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(pin, salt, HASH_BYTES, parameters)
  return {
    algorithm: 'scrypt',
    ...parameters,
    salt: salt.toString('base64'),
    hash: hash.toString('base64'),
  }
}

/** Is it the PIN that the hash was made of? Compared in constant time. False where the hash asks for too much memory. */
export async function verifyPin(pin: string, stored: PinHash): Promise<boolean> {
  const expected = Buffer.from(stored.hash, 'base64')
  if (memory(stored) > MAX_MEMORY || expected.length < HASH_BYTES / 2) return false
  const actual = await derive(pin, Buffer.from(stored.salt, 'base64'), expected.length, stored)
  return timingSafeEqual(actual, expected)
}
