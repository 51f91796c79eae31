import { NotLeaderError, UnavailableError } from '@eventstore/db-client'
import { expect, it } from 'vitest'
import { explain, isLost } from '#electron/terminal/central/failures.ts'

/** An error as gRPC hands it to the client, with what the server said. */
const answered = (code: number, details: string) =>
  Object.assign(new Error(`${code} ${details}`), { code, details, metadata: undefined })

it.each([
  ['a server of a cluster that elects', answered(14, 'UNAVAILABLE: Server Is Not Ready')],
  ['a busy one', answered(14, 'UNAVAILABLE: Server Is Busy')],
  ['one that is not the leader', Object.create(NotLeaderError.prototype) as Error],
])('takes %s for one that nothing was written to, and that goes on by itself', (_, error) => {
  expect(explain(error)).toMatchObject({ code: 'electing' })
  expect(isLost(error)).toBe(true)
})

it('takes calls that a server ends as it stops for a restart', () => {
  const error = answered(1, 'CANCELLED: shutting down')
  expect(explain(error)).toMatchObject({ code: 'restarting' })
  expect(isLost(error)).toBe(true)
})

it('takes what it cannot tell apart for a server that cannot be reached', () => {
  const error = Object.assign(Object.create(UnavailableError.prototype) as Error, {
    message: '14 UNAVAILABLE: Connection dropped',
  })
  expect(explain(error)).toMatchObject({ code: 'unreachable' })
})
