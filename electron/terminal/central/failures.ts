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

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** In one line, without the client's prefixes. */
export const explain = (error: unknown): string => {
  if (error instanceof AccessDeniedError) return 'The central store denied access.'
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
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code !== undefined) return lostCodes.has(code)
  // Neither the client's nor gRPC's: a socket, a name that does not resolve, discovery without a leader.
  return !(error instanceof Error) || !isCommandError(error)
}
