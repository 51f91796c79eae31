import { expect, test } from 'vitest'
import { centralAddress } from '#electron/terminal/address.ts'

const keeps = (url: string | undefined) => ({ whole: () => url, shown: () => url })
const none = keeps(undefined)
const stored = keeps('esdb://stored')

/** A host's store that fails to start as often as it is told to. */
function hostStore(failures = 0) {
  const calls = { started: 0, closed: 0 }
  const start = () => {
    calls.started += 1
    if (calls.started <= failures) return Promise.reject(new Error('no port'))
    const close = () => {
      calls.closed += 1
      return Promise.resolve()
    }
    return Promise.resolve({ url: 'esdb://own', close })
  }
  return { calls, start }
}

test('an address that the host names goes before the one that set-up has kept', async () => {
  const address = centralAddress({ url: 'esdb://named' }, stored)
  expect(await address.find()).toBe('esdb://named')
  expect(address.current()).toEqual({ kind: 'remote', address: 'esdb://named' })
})

test('a terminal set up for a central store starts no store of its own', async () => {
  const { start, calls } = hostStore()
  const address = centralAddress({ start }, stored)
  expect(await address.find()).toBe('esdb://stored')
  expect(address.current()).toEqual({ kind: 'remote', address: 'esdb://stored' })
  await address.close()
  expect(calls).toEqual({ started: 0, closed: 0 })
})

test('a terminal without a central store starts its own, once, and closes it', async () => {
  const { start, calls } = hostStore()
  const address = centralAddress({ start }, none)
  expect(address.current()).toEqual({ kind: 'embedded', address: '' })
  expect(await Promise.all([address.find(), address.find()])).toEqual(['esdb://own', 'esdb://own'])
  expect(address.current()).toEqual({ kind: 'embedded', address: 'esdb://own' })
  await address.close()
  expect(calls).toEqual({ started: 1, closed: 1 })
})

test('a store that could not be started is tried again when it is asked for again', async () => {
  const { start, calls } = hostStore(1)
  const address = centralAddress({ start }, none)
  await expect(address.find()).rejects.toThrow('no port')
  expect(await address.find()).toBe('esdb://own')
  expect(calls.started).toBe(2)
})

test('a terminal that is to stay alone finds nothing, whatever set-up has kept', async () => {
  const address = centralAddress(null, stored)
  expect(await address.find()).toBeUndefined()
  expect(address.current()).toEqual({ kind: 'none', address: '' })
})

test('without a word from the host, what set-up has kept counts', async () => {
  expect(await centralAddress(undefined, stored).find()).toBe('esdb://stored')
  expect(centralAddress(undefined, none).current()).toEqual({ kind: 'none', address: '' })
})
