import { describe, expect, it } from 'vitest'
import { hashPin, verifyPin } from '#electron/terminal/session/pin.ts'

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

  it('that asks for more memory than a terminal gives is not computed', async () => {
    const hash = { ...(await hashPin('4711')), cost: 2 ** 30 }
    expect(await verifyPin('4711', hash)).toBe(false)
  })

  it('that was cut short fits nothing', async () => {
    const hash = { ...(await hashPin('4711')), hash: '' }
    expect(await verifyPin('', hash)).toBe(false)
  })
})
