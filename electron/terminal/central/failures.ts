import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  isCommandError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client'

/** gRPC status codes of a call whose fate is unknown: cancelled, deadline exceeded, aborted, internal, unavailable. */
const lostCodes: ReadonlySet<unknown> = new Set([1, 4, 10, 13, 14])

const UNAVAILABLE = 14

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? Reflect.get(error, 'code') : undefined

/** What went wrong, for a person, in one line. */
export function explain(error: unknown): string {
  if (error instanceof AccessDeniedError) return 'The central store denied access.'
  if (error instanceof UnavailableError || codeOf(error) === UNAVAILABLE)
    return 'The central store cannot be reached.'
  if (error instanceof DeadlineExceededError || error instanceof TimeoutError)
    return 'The central store did not answer in time.'
  if (error instanceof CancelledError) return 'The central store ended the call.'
  return messageOf(error).split('\n', 1)[0] ?? ''
}

/**
 * Did the call get lost, rather than being answered with a no? Errors of the connection come raw now and then, with a
 * gRPC code and no class of the client's.
 */
export function isLost(error: unknown): boolean {
  if (
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof DeadlineExceededError ||
    error instanceof TimeoutError ||
    error instanceof NotLeaderError
  )
    return true
  const code = codeOf(error)
  if (code !== undefined) return lostCodes.has(code)
  // Neither the client's nor gRPC's: a socket, a name that does not resolve, discovery without a leader.
  return !(error instanceof Error) || !isCommandError(error)
}
