import { expect, it } from 'vitest'
import { uuid } from '#shared/contract/codes.ts'
import { derivedId } from '#electron/terminal/commands/ids.ts'

const parent = '5b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e90'

it('derives the same id from the same parent and purpose, always', () => {
  expect(derivedId(parent, 'close')).toBe(derivedId(parent, 'close'))
  // Written down, since an id that changed with a version of the program would be recorded twice.
  expect(derivedId(parent, 'close')).toBe('caa28990-1ed7-579b-8a1d-1a684916fac3')
  expect(uuid.safeParse(derivedId(parent, 'close')).success).toBe(true)
})

it('derives other ids for other purposes and parents', () => {
  expect(derivedId(parent, 'close')).not.toBe(derivedId(parent, 'raise 1'))
  expect(derivedId(parent, 'close')).not.toBe(derivedId(parent.replace('5', '6'), 'close'))
})
