import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PinHash } from '#shared/domain/operator/index.ts'

/** RFC 7914's parameters: 32 MiB and about a tenth of a second on a terminal, for every guess. */
const parameters = { cost: 2 ** 15, blockSize: 8, parallelization: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32
/** What a hash from elsewhere may ask of this machine at most: memory in bytes, and work as cost times r times p. */
const MAX_MEMORY = 256 * 1024 * 1024
const MAX_WORK = 2 ** 22

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

const bytesOf = (base64: string) => Buffer.from(base64, 'base64')

/** May a stored hash be computed here? Anybody who can write to the central store can make one up. */
export function isUsable(stored: PinHash): boolean {
  const { cost, blockSize, parallelization } = stored
  if (![cost, blockSize, parallelization].every((each) => Number.isSafeInteger(each) && each > 0))
    return false
  const { length } = bytesOf(stored.hash)
  return (
    // scrypt knows no other cost than a power of two.
    Number.isInteger(Math.log2(cost)) &&
    cost > 1 &&
    memory(stored) <= MAX_MEMORY &&
    cost * blockSize * parallelization <= MAX_WORK &&
    length >= HASH_BYTES / 2 &&
    length <= 2 * HASH_BYTES
  )
}

/** Is it the PIN that the hash was made of? Compared in constant time. False where the hash is not usable. */
export async function verifyPin(pin: string, stored: PinHash): Promise<boolean> {
  if (!isUsable(stored)) return false
  const expected = bytesOf(stored.hash)
  const actual = await derive(pin, bytesOf(stored.salt), expected.length, stored)
  return timingSafeEqual(actual, expected)
}
