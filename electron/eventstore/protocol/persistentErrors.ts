import { status } from '@grpc/grpc-js'
import type { GroupOutcome } from '../semantics/persistent/groups.ts'
import { CallError } from './status.ts'

/** Errors about a group carry its stream and its name, besides the kind. */
function groupError(
  code: status,
  exception: string,
  details: string,
  stream: string,
  group: string,
  more: Readonly<Record<string, string>> = {},
): CallError {
  const trailers = { exception, 'stream-name': stream, 'group-name': group, ...more }
  return new CallError(code, details, trailers)
}

export const groupDoesNotExist = (stream: string, group: string) =>
  groupError(
    status.NOT_FOUND,
    'persistent-subscription-does-not-exist',
    `Subscription group ${group} on stream ${stream} does not exist.`,
    stream,
    group,
  )

export const groupExists = (stream: string, group: string) =>
  groupError(
    status.ALREADY_EXISTS,
    'persistent-subscription-exists',
    `Subscription group ${group} on stream ${stream} exists.`,
    stream,
    group,
  )

export const groupDropped = (stream: string, group: string) =>
  groupError(
    status.CANCELLED,
    'persistent-subscription-dropped',
    `Subscription group ${group} on stream ${stream} was dropped.`,
    stream,
    group,
  )

export const maximumSubscribersReached = (stream: string, group: string) =>
  groupError(
    status.FAILED_PRECONDITION,
    'maximum-subscribers-reached',
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    stream,
    group,
  )

/** @throws CallError unless the outcome is ok. */
export function requireGroupOk(outcome: GroupOutcome, stream: string, group: string): void {
  switch (outcome.kind) {
    case 'ok':
      return
    case 'exists':
      throw groupExists(stream, group)
    case 'does-not-exist':
      throw groupDoesNotExist(stream, group)
    case 'failed':
      throw groupError(
        status.INTERNAL,
        'persistent-subscription-failed',
        `Subscription group ${group} on stream ${stream} failed: '${outcome.reason}'`,
        stream,
        group,
        { reason: outcome.reason },
      )
  }
}
