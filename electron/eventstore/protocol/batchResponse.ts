import anyMessage from 'google-protobuf/google/protobuf/any_pb.js'
import emptyMessage from 'google-protobuf/google/protobuf/empty_pb.js'
import { status } from '@grpc/grpc-js'
import type { Message } from 'google-protobuf'
import type { WriteOutcome, Written } from '../semantics/writeOutcome.ts'
import { rpcCode, rpcStatus, shared, streams } from './generated.ts'
import { toWire } from './numbers.ts'
import { positioned } from './position.ts'
import { CallError, maxAppendSize } from './status.ts'

/** Whose answer it is, and what was asked. */
export interface BatchHead {
  readonly correlationId: shared.UUID
  readonly options: streams.BatchAppendReq.Options
}

type Response = streams.BatchAppendResp
export type Failure = Exclude<WriteOutcome, Written> | CallError

const nothing = () => new emptyMessage.Empty()

const envelope = ({ correlationId, options }: BatchHead): Response =>
  new streams.BatchAppendResp()
    .setCorrelationId(correlationId)
    .setStreamIdentifier(options.getStreamIdentifier() ?? new shared.StreamIdentifier())

export function successResponse(head: BatchHead, { revision, position }: Written): Response {
  const success = new streams.BatchAppendResp.Success()
  if (revision < 0) success.setNoStream(nothing())
  else success.setCurrentRevision(toWire(revision))
  if (position === undefined) success.setNoPosition(nothing())
  else success.setPosition(positioned(new shared.AllStreamPosition(), position))
  return envelope(head).setSuccess(success)
}

export function failureResponse(head: BatchHead, failure: Failure): Response {
  const { code, name, details } = describe(head.options, failure)
  const any = new anyMessage.Any()
  any.pack(details.serializeBinary(), `event_store.client.${name}`)
  const error = new rpcStatus.Status().setCode(code).setMessage(name).setDetails(any)
  return envelope(head).setError(error)
}

interface Description {
  readonly code: rpcCode.Code
  /** The message in `details`, which the client tells the kind of error by. */
  readonly name: string
  readonly details: Message
}

function describe(options: streams.BatchAppendReq.Options, failure: Failure): Description {
  if (failure instanceof CallError) return describeCallError(failure)
  switch (failure.kind) {
    case 'wrong-expected-version':
      return {
        code: rpcCode.Code.ALREADY_EXISTS,
        name: 'WrongExpectedVersion',
        details: wrongExpectedVersion(options, failure.current),
      }
    case 'stream-deleted':
      return {
        code: rpcCode.Code.NOT_FOUND,
        name: 'StreamDeleted',
        details: new shared.StreamDeleted().setStreamIdentifier(options.getStreamIdentifier()),
      }
    case 'timeout':
      return {
        code: rpcCode.Code.DEADLINE_EXCEEDED,
        name: 'Timeout',
        details: new shared.Timeout(),
      }
  }
}

function describeCallError(error: CallError): Description {
  const exception = error.metadata.get('exception')[0]
  if (exception === 'access-denied')
    return {
      code: rpcCode.Code.PERMISSION_DENIED,
      name: 'AccessDenied',
      details: new shared.AccessDenied(),
    }
  if (exception === 'maximum-append-size-exceeded')
    return {
      code: rpcCode.Code.INVALID_ARGUMENT,
      name: 'MaximumAppendSizeExceeded',
      details: new shared.MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize),
    }
  if (error.code === status.INVALID_ARGUMENT)
    return {
      code: rpcCode.Code.INVALID_ARGUMENT,
      name: 'BadRequest',
      details: new shared.BadRequest().setMessage(error.message),
    }
  return { code: rpcCode.Code.UNKNOWN, name: 'Unknown', details: new shared.Unknown() }
}

function wrongExpectedVersion(options: streams.BatchAppendReq.Options, current: number) {
  const details = new shared.WrongExpectedVersion()
  if (current < 0) details.setCurrentNoStream(nothing())
  else details.setCurrentStreamRevision(toWire(current))
  if (options.hasAny()) details.setExpectedAny(nothing())
  else if (options.hasNoStream()) details.setExpectedNoStream(nothing())
  else if (options.hasStreamExists()) details.setExpectedStreamExists(nothing())
  else details.setExpectedStreamPosition(options.getStreamPosition())
  return details
}
