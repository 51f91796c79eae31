import { Metadata, status } from '@grpc/grpc-js'
import type { ServiceError } from '@grpc/grpc-js'
import { diskTrouble } from '../storage/diskTrouble.ts'

/** A failed call as gRPC sends it: a status with trailers, of which `exception` names the kind for the client. */
export class CallError extends Error implements ServiceError {
  override readonly name = 'CallError'
  readonly code: status
  readonly details: string
  readonly metadata: Metadata

  constructor(code: status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details)
    this.code = code
    this.details = printable(details)
    this.metadata = new Metadata()
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, printable(value))
  }
}

/** gRPC metadata takes printable ASCII only: anything else goes percent-encoded. */
const printable = (text: string) =>
  text.replaceAll(/[^\u0020-\u007e]/gu, (character) =>
    character.isWellFormed() ? encodeURIComponent(character) : '%EF%BF%BD',
  )

export const maxAppendSize = 1_048_576

export const streamDeleted = (stream: string) =>
  new CallError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })

/** For Delete and Tombstone; Append answers with a response instead. Versions in decimal, -1 for no events. */
export const wrongExpectedVersion = (stream: string, expected: string, actual: string) =>
  new CallError(
    status.FAILED_PRECONDITION,
    `Operation failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expected,
      'actual-version': actual,
    },
  )

export const accessDenied = () =>
  new CallError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })

export const unauthenticated = () =>
  new CallError(status.UNAUTHENTICATED, 'The user name or the password is wrong.')

export const maximumAppendSizeExceeded = () =>
  new CallError(
    status.INVALID_ARGUMENT,
    `Maximum append size of ${maxAppendSize} bytes exceeded.`,
    {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': maxAppendSize.toString(),
    },
  )

export const missingMetadataProperty = (name: string) =>
  new CallError(status.INVALID_ARGUMENT, `Required metadata property '${name}' is missing.`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  })

export const timedOut = () => new CallError(status.ABORTED, 'The operation timed out.')

export const invalidArgument = (details: string) => new CallError(status.INVALID_ARGUMENT, details)

const notReadyText = 'Server Is Not Ready'
const busyText = 'Server Is Busy'

export const notReady = () => new CallError(status.UNAVAILABLE, notReadyText)

/** Nothing was written. To a client the server is away for a moment, and it tries again. */
export const serverBusy = () => new CallError(status.UNAVAILABLE, busyText)

export const isNotReady = (error: CallError) =>
  error.details === notReadyText || error.details === busyText

export const shuttingDown = (code: status.UNAVAILABLE | status.CANCELLED) =>
  new CallError(code, 'Server is shutting down')

/** What a call fails with when the store itself could not do its work (a full disk, say). Nothing is leaked. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error
  const trouble = diskTrouble(error)
  if (trouble !== undefined)
    return new CallError(status.UNAVAILABLE, `The store can't use its disk (${trouble}).`)
  return new CallError(status.UNKNOWN, 'Unexpected error in the store.')
}
