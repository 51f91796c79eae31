import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { failureOf } from '#renderer/api/failure.ts'

test('a full disk comes as a code, and is told in words', () => {
  const data = { code: 'database-full', path: '/data/terminal.sqlite' }
  expect(failureOf(new ORPCError('SERVICE_UNAVAILABLE', { data }))).toEqual({
    happened: 'The disk of /data/terminal.sqlite is full.',
    kept: 'The last entry was not recorded; everything before it is safe.',
    next: 'Free some space, then enter it again.',
  })
})

test('a failure of unknown outcome does not claim that nothing was saved', () => {
  const failure = failureOf(new ORPCError('INTERNAL_SERVER_ERROR', { message: 'It broke.' }))
  expect(failure).toMatchObject({ happened: 'It broke.' })
  expect(failure?.kept).toContain('may be saved already')
})

test('a lost connection is no answer at all', () => {
  expect(failureOf(new Error('socket closed'))).toBeUndefined()
})
