import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { failureOf } from '#renderer/api/failure.ts'

test('a full disk is told in the words of the terminal', () => {
  const data = { what: 'The disk is full.', means: 'Not recorded.', next: 'Free some space.' }
  expect(failureOf(new ORPCError('SERVICE_UNAVAILABLE', { data }))).toEqual({
    happened: 'The disk is full.',
    kept: 'Not recorded.',
    next: 'Free some space.',
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
