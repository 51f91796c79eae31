import anyMessage from 'google-protobuf/google/protobuf/any_pb.js'
import emptyMessage from 'google-protobuf/google/protobuf/empty_pb.js'
import { status } from '@grpc/grpc-js'
import type { Message } from 'google-protobuf'
import type { WriteOutcome, Written } from '../semantics/writeOutcome.ts'
import { rpcCode, rpcStatus, shared, streams } from './generated.ts'
import { toWire } from './numbers.ts'
import { positioned } from './position.ts'
import { CallError, isNotReady, maxAppendSize } from './status.ts'

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
  const { code, message, type, details } = describe(head.options, failure)
  const any = new anyMessage.Any()
  any.pack(details.serializeBinary(), type)
  const error = new rpcStatus.Status().setCode(code).setMessage(message).setDetails(any)
  return envelope(head).setError(error)
}

interface Description {
  readonly code: rpcCode.Code
  readonly message: string
  /** Of the message in `details`, which the client tells the kind of error by. */
  readonly type: string
  readonly details: Message
}

const described = (code: rpcCode.Code, name: string, details: Message): Description => ({
  code,
  message: name,
  type: `event_store.client.${name}`,
  details,
})

const { Code } = rpcCode

function describe(options: streams.BatchAppendReq.Options, failure: Failure): Description {
  if (failure instanceof CallError) return describeCallError(failure)
  switch (failure.kind) {
    case 'wrong-expected-version': {
      const details = wrongExpectedVersion(options, failure.current)
      return described(Code.ALREADY_EXISTS, 'WrongExpectedVersion', details)
    }
    case 'stream-deleted': {
      const details = new shared.StreamDeleted().setStreamIdentifier(options.getStreamIdentifier())
      return described(Code.NOT_FOUND, 'StreamDeleted', details)
    }
    case 'timeout':
      return described(Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout())
  }
}

function describeCallError(error: CallError): Description {
  if (isNotReady(error)) {
    // EventStoreDB gives this no code and no type: clients know it by its text alone.
    const type = 'google.protobuf.Empty'
    return { code: Code.OK, message: error.details, type, details: nothing() }
  }
  const exception = error.metadata.get('exception')[0]
  if (exception === 'access-denied')
    return described(Code.PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied())
  if (exception === 'maximum-append-size-exceeded') {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize)
    return described(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', details)
  }
  if (error.code === status.INVALID_ARGUMENT) {
    const details = new shared.BadRequest().setMessage(error.message)
    return described(Code.INVALID_ARGUMENT, 'BadRequest', details)
  }
  return described(Code.UNKNOWN, 'Unknown', new shared.Unknown())
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
