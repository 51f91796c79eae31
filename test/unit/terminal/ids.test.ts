import { expect, it } from 'vitest'
import { uuid } from '#shared/contract/codes.ts'
import { derivedId } from '#electron/terminal/commands/ids.ts'

const parent = '5b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e90'

it('derives the same id from the same parent and purpose, always', () => {
  expect(derivedId('T1', parent, 'close')).toBe(derivedId('T1', parent, 'close'))
  // Written down, since an id that changed with a version of the program would be recorded twice.
  expect(derivedId('T1', parent, 'close')).toBe('e7d7a25a-85b8-575e-93ad-8f817b70391a')
  expect(uuid.safeParse(derivedId('T1', parent, 'close')).success).toBe(true)
})

it('derives other ids for other purposes, parents and terminals', () => {
  const id = derivedId('T1', parent, 'close')
  expect(derivedId('T1', parent, 'raise 1')).not.toBe(id)
  expect(derivedId('T1', parent.replace('5', '6'), 'close')).not.toBe(id)
  expect(derivedId('T2', parent, 'close')).not.toBe(id)
})
