import { describe, expect, it } from 'vitest'
import { hashPin, isUsable, verifyPin } from '#electron/terminal/session/pin.ts'

describe('a hashed PIN', () => {
  it('fits the PIN that it was made of and no other', async () => {
    const hash = await hashPin('4711')
    expect(await verifyPin('4711', hash)).toBe(true)
    expect(await verifyPin('4712', hash)).toBe(false)
    expect(await verifyPin('', hash)).toBe(false)
  })

  it('is salted: the same PIN twice gives two hashes, and none holds the PIN', async () => {
    const [one, two] = await Promise.all([hashPin('4711'), hashPin('4711')])
    expect(one.hash).not.toBe(two.hash)
    expect(JSON.stringify(one)).not.toContain('4711')
  })

  it('carries its parameters, so that older hashes still fit when they are raised', async () => {
    const { salt } = await hashPin('4711')
    const weaker = { algorithm: 'scrypt', cost: 1024, blockSize: 8, parallelization: 1 } as const
    const { scryptSync } = await import('node:crypto')
    const hash = scryptSync('4711', Buffer.from(salt, 'base64'), 32, { cost: 1024 })
    expect(await verifyPin('4711', { ...weaker, salt, hash: hash.toString('base64') })).toBe(true)
  })

  it.each([
    { cost: 2 ** 30 },
    { cost: 3 },
    { cost: 1 },
    { cost: 0 },
    { cost: -2 },
    { cost: 2 ** 14 + 0.5 },
    { parallelization: 2000 },
    { parallelization: 0 },
    { parallelization: 2 ** 31 },
    { blockSize: 0 },
    { blockSize: 2 ** 24 },
    { cost: 2, blockSize: 2 ** 20 },
    { cost: 2, blockSize: 1, parallelization: 2 ** 24 },
    { hash: '' },
    { hash: Buffer.alloc(15).toString('base64') },
    { hash: Buffer.alloc(1024).toString('base64') },
  ])('that was made up fits nothing, at once and without an exception: %j', async (odd) => {
    const hash = { ...(await hashPin('4711')), ...odd }
    const began = performance.now()
    expect(isUsable(hash)).toBe(false)
    expect(await verifyPin('4711', hash)).toBe(false)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
