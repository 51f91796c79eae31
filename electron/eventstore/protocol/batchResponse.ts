import anyMessage from 'google-protobuf/google/protobuf/any_pb.js'
import emptyMessage from 'google-protobuf/google/protobuf/empty_pb.js'
import type { Message } from 'google-protobuf'
import type { WriteOutcome, Written } from '../semantics/writeOutcome.ts'
import { rpcCode, rpcStatus, shared, streams } from './generated.ts'
import { toWire } from './numbers.ts'
import { CallError, maxAppendSize } from './status.ts'
import { uuidToText } from '../semantics/uuid.ts'

type Options = streams.BatchAppendReq.Options
type Response = streams.BatchAppendResp
type Refusal = Exclude<WriteOutcome, Written>

const nothing = () => new emptyMessage.Empty()

/** The parts that every answer repeats: whose it is and what was asked. `id` is the correlation id in hex. */
function envelope(id: string, options: Options): Response {
  const response = new streams.BatchAppendResp()
  const text = uuidToText(Buffer.from(id, 'hex'))
  response.setCorrelationId(new shared.UUID().setString(text))
  response.setStreamIdentifier(options.getStreamIdentifier() ?? new shared.StreamIdentifier())
  if (options.hasAny()) response.setAny(nothing())
  else if (options.hasNoStream()) response.setNoStream(nothing())
  else if (options.hasStreamExists()) response.setStreamExists(nothing())
  else response.setStreamPosition(options.getStreamPosition())
  return response
}

export function successResponse(id: string, options: Options, written: Written): Response {
  const success = new streams.BatchAppendResp.Success()
  if (written.revision < 0) success.setNoStream(nothing())
  else success.setCurrentRevision(toWire(written.revision))
  const position = new shared.AllStreamPosition()
  position.setCommitPosition(toWire(written.position))
  position.setPreparePosition(toWire(written.position))
  success.setPosition(position)
  return envelope(id, options).setSuccess(success)
}

export const timeoutResponse = (id: string, options: Options): Response =>
  failureResponse(id, options, { kind: 'timeout' })

export function failureResponse(
  id: string,
  options: Options,
  failure: Refusal | CallError,
): Response {
  const { code, message, name, details } = describe(options, failure)
  const any = new anyMessage.Any()
  any.pack(details.serializeBinary(), `event_store.client.${name}`)
  const error = new rpcStatus.Status()
  error.setCode(code)
  error.setMessage(message)
  error.setDetails(any)
  return envelope(id, options).setError(error)
}

interface Description {
  readonly code: rpcCode.Code
  readonly message: string
  readonly name: string
  readonly details: Message
}

function describe(options: Options, failure: Refusal | CallError): Description {
  if (failure instanceof CallError) return describeCallError(failure)
  switch (failure.kind) {
    case 'wrong-expected-version':
      return {
        code: rpcCode.Code.ALREADY_EXISTS,
        message: 'Wrong expected version.',
        name: 'WrongExpectedVersion',
        details: wrongExpectedVersion(options, failure.current),
      }
    case 'stream-deleted': {
      const details = new shared.StreamDeleted()
      details.setStreamIdentifier(options.getStreamIdentifier())
      return {
        code: rpcCode.Code.NOT_FOUND,
        message: 'Stream deleted.',
        name: 'StreamDeleted',
        details,
      }
    }
    case 'timeout':
      return {
        code: rpcCode.Code.DEADLINE_EXCEEDED,
        message: 'The deadline passed before the append was written.',
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
      message: error.details,
      name: 'AccessDenied',
      details: new shared.AccessDenied(),
    }
  if (exception === 'maximum-append-size-exceeded')
    return {
      code: rpcCode.Code.INVALID_ARGUMENT,
      message: error.details,
      name: 'MaximumAppendSizeExceeded',
      details: new shared.MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize),
    }
  return {
    code: rpcCode.Code.UNKNOWN,
    message: error.details,
    name: 'Unknown',
    details: new shared.Unknown(),
  }
}

function wrongExpectedVersion(options: Options, current: number) {
  const details = new shared.WrongExpectedVersion()
  if (current < 0) details.setCurrentNoStream(nothing())
  else details.setCurrentStreamRevision(toWire(current))
  if (options.hasAny()) details.setExpectedAny(nothing())
  else if (options.hasNoStream()) details.setExpectedNoStream(nothing())
  else if (options.hasStreamExists()) details.setExpectedStreamExists(nothing())
  else details.setExpectedStreamPosition(options.getStreamPosition())
  return details
}
