import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  isCommandError,
  NotLeaderError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'

/** gRPC status codes (grpc.io/docs/guides/status-codes). */
const CANCELLED = 1
const DEADLINE_EXCEEDED = 4
const UNAVAILABLE = 14
const UNAUTHENTICATED = 16
/** Those of a call whose fate is unknown: cancelled, deadline exceeded, aborted, internal, unavailable. */
const lostCodes: ReadonlySet<unknown> = new Set([CANCELLED, DEADLINE_EXCEEDED, 10, 13, UNAVAILABLE])

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? Reflect.get(error, 'code') : undefined

/**
 * What an unavailable server is told by: the client has one error for all of them, and in its text what gRPC, TLS and
 * the socket said. The first that fits. The texts are Node 24's and grpc-js 1.14's, each seen in a test.
 */
const unavailable: readonly (readonly [said: RegExp, code: ProblemCode])[] = [
  [/not ready|server is busy/i, 'electing'],
  [/ALTNAME_INVALID|does not match certificate/i, 'certificate-name'],
  [/certificate has expired|certificate is not yet valid/i, 'certificate-expired'],
  [
    /unable to verify|self.signed certificate|unable to get (local )?issuer certificate/i,
    'certificate-unknown',
  ],
  [/wrong version number|packet length too long|http request/i, 'tls-unsupported'],
  [/name resolution failed|ENOTFOUND|EAI_AGAIN/i, 'name-unknown'],
  // The socket was taken and closed again: no refusal, no time-out, no word of HTTP/2.
  [/last error: failed to connect/i, 'tls-expected'],
]

/** What went wrong, in words for a person. `stream` is what the call was about; the whole log, when absent. */
export function explain(error: unknown, stream?: string): Problem {
  if (codeOf(error) === UNAUTHENTICATED) return problemOf('wrong-credentials')
  if (error instanceof AccessDeniedError)
    return stream === undefined
      ? problemOf('no-right-to-log')
      : problemOf('no-right-to-stream', stream)
  if (error instanceof StreamDeletedError) return problemOf('stream-ended', stream)
  if (error instanceof NotLeaderError) return problemOf('electing')
  if (error instanceof UnavailableError || codeOf(error) === UNAVAILABLE) {
    const text = messageOf(error)
    return problemOf(unavailable.find(([said]) => said.test(text))?.[1] ?? 'unreachable')
  }
  if (
    error instanceof DeadlineExceededError ||
    error instanceof TimeoutError ||
    codeOf(error) === DEADLINE_EXCEEDED
  )
    return problemOf('timeout')
  if (error instanceof CancelledError || codeOf(error) === CANCELLED) return problemOf('restarting')
  const [line = ''] = messageOf(error).split('\n', 1)
  if (/failed to discover/i.test(line)) return problemOf('unreachable')
  return problemOf('refused', line)
}

/**
 * Did the call get lost, rather than being answered with a no? Errors of the connection come raw now and then, with a
 * gRPC code and no class of the client's. Somebody who is not let in at all has been told nothing about the call.
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
  if (code !== undefined) return lostCodes.has(code) || code === UNAUTHENTICATED
  // Neither the client's nor gRPC's: a socket, a name that does not resolve, discovery without a leader.
  return !(error instanceof Error) || !isCommandError(error)
}
