import { describe, expect, it } from 'vitest'
import { lacksPassword, withoutPassword, withPassword } from '#shared/contract/centralAddress.ts'

describe('the address of a central store', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false'],
    ['esdb://t1:secret@h:2113?tls=true', 'esdb://t1@h:2113?tls=true'],
    ['esdb+discover://t1:se%40cret@h', 'esdb+discover://t1@h'],
    [
      'esdb://t1:secret@a:1,b:2,c:3?tls=true&tlsCAFile=/x@y/ca.crt',
      'esdb://t1@a:1,b:2,c:3?tls=true&tlsCAFile=/x@y/ca.crt',
    ],
    ['esdb://h:2113?tlsCAFile=/x@y/ca.crt', 'esdb://h:2113?tlsCAFile=/x@y/ca.crt'],
    ['esdb://t1@h', 'esdb://t1@h'],
    // Not percent-encoded, as people write them.
    ['esdb://t1:sec@ret@h', 'esdb://t1@h'],
    ['esdb://t1:sec:ret@h', 'esdb://t1@h'],
    ['esdb://t1:sec/ret@h:2113', 'esdb://t1@h:2113'],
    ['esdb://t1:sec?ret@h:2113', 'esdb://t1@h:2113'],
    ['t1:secret@h', 't1@h'],
  ])('%s is shown as %s', (address, shown) => {
    expect(withoutPassword(address)).toBe(shown)
  })

  it('lacks a password where it names a user and none', () => {
    expect(lacksPassword('esdb://t1@h')).toBe(true)
    expect(lacksPassword('esdb://t1:secret@h')).toBe(false)
    expect(lacksPassword('esdb://h')).toBe(false)
  })

  it('takes one, written as an address needs it, only where it lacks it', () => {
    expect(withPassword('esdb://t1@h:2113?tls=true', 'p@ss/w?rd')).toBe(
      'esdb://t1:p%40ss%2Fw%3Frd@h:2113?tls=true',
    )
    expect(withPassword('esdb://t1@h', '')).toBe('esdb://t1@h')
    expect(withPassword('esdb://t1:other@h', 'secret')).toBe('esdb://t1:other@h')
    expect(withPassword('esdb://h', 'secret')).toBe('esdb://h')
  })
})
