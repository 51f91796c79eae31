import { status, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { ExpectedRevision } from '../semantics/expectedRevision.ts'
import type { NewEvent } from '../storage/storedEvent.ts'
import type { WriteOutcome } from '../semantics/writeOutcome.ts'
import { requireAccess, requireLeader, type CallContext } from './callContext.ts'
import { expectedFromWire } from './expected.ts'
import { shared, streams } from './generated.ts'
import { toWire } from './numbers.ts'
import { positioned } from './position.ts'
import { parseProposedEvent, streamNameOf } from './proposedEvent.ts'
import { AppendSize } from './appendSize.ts'
import { CallError, shuttingDown, streamDeleted, timedOut, toCallError } from './status.ts'

type Request = streams.AppendReq
type Response = streams.AppendResp
type Options = streams.AppendReq.Options

/** One append per call: the options first, then an event per message. */
export function handleAppend(context: CallContext) {
  return (call: ServerReadableStream<Request, Response>, reply: sendUnaryData<Response>): void => {
    append(context, call).then(
      (response) => reply(null, response),
      (error: unknown) => {
        call.resume()
        reply(toCallError(error))
      },
    )
  }
}

async function append(
  context: CallContext,
  call: ServerReadableStream<Request, Response>,
): Promise<Response> {
  const who = await context.authenticate(call.metadata)
  requireLeader(context)
  const received = receive(context, call, (options) => parseOptions(context, who, options))
  const { options, ...request } = await unlessClosing(context.closing, received)
  if (context.closing.aborted) throw shuttingDown(status.UNAVAILABLE)
  const outcome = await context.store.writes.append(request)
  return toResponse(request.stream, options, outcome)
}

/** What the first message says. */
interface Head {
  readonly options: Options
  readonly stream: string
  readonly expected: ExpectedRevision
}

function parseOptions(context: CallContext, who: Principal, options: Options): Head {
  const stream = streamNameOf(options.getStreamIdentifier())
  const revision = options.hasRevision() ? options.getRevision() : undefined
  const expected = expectedFromWire(options, revision)
  requireAccess(context, who, 'write', stream)
  return { options, stream, expected }
}

/** What `work` answers, unless the server shuts down first: a half-sent append would hold that up. */
function unlessClosing<T>(closing: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(shuttingDown(status.UNAVAILABLE))
    closing.addEventListener('abort', refuse)
    if (closing.aborted) refuse()
    void work.then(resolve, reject).finally(() => closing.removeEventListener('abort', refuse))
  })
}

/** Reads everything that the client sends. Who may not write learns it before the events are taken in. */
async function receive(
  { intake }: CallContext,
  call: ServerReadableStream<Request, Response>,
  parse: (options: Options) => Head,
) {
  let head: Head | undefined
  let over = false
  const events: NewEvent[] = []
  const refused = Promise.withResolvers<never>()
  const size = new AppendSize(intake.hold(refused.reject))
  const take = async () => {
    for await (const message of call as AsyncIterable<Request>) {
      // Refused meanwhile: what still comes is passed over.
      if (over) continue
      if (head) {
        const event = parseProposedEvent(message.getProposedMessage() ?? notInOrder())
        size.add(event)
        events.push(event)
      } else head = parse(message.getOptions() ?? notInOrder())
    }
    return { ...(head ?? notInOrder()), events }
  }
  try {
    return await Promise.race([take(), refused.promise])
  } finally {
    over = true
    size.release()
  }
}

function notInOrder(): never {
  throw new CallError(status.UNKNOWN, 'An append is its options, then its events.')
}

function toResponse(stream: string, options: Options, outcome: WriteOutcome): Response {
  const response = new streams.AppendResp()
  switch (outcome.kind) {
    case 'written': {
      const success = new streams.AppendResp.Success()
      if (outcome.revision < 0) success.setNoStream(new shared.Empty())
      else success.setCurrentRevision(toWire(outcome.revision))
      if (outcome.position === undefined) success.setNoPosition(new shared.Empty())
      else success.setPosition(positioned(new streams.AppendResp.Position(), outcome.position))
      return response.setSuccess(success)
    }
    case 'wrong-expected-version': {
      const wrong = new streams.AppendResp.WrongExpectedVersion()
      if (outcome.current < 0) wrong.setCurrentNoStream(new shared.Empty())
      else wrong.setCurrentRevision(toWire(outcome.current))
      if (options.hasAny()) wrong.setExpectedAny(new shared.Empty())
      else if (options.hasNoStream()) wrong.setExpectedNoStream(new shared.Empty())
      else if (options.hasStreamExists()) wrong.setExpectedStreamExists(new shared.Empty())
      else wrong.setExpectedRevision(options.getRevision())
      return response.setWrongExpectedVersion(wrong)
    }
    case 'stream-deleted':
      throw streamDeleted(stream)
    case 'timeout':
      throw timedOut()
  }
}
