import { randomUUID } from 'node:crypto'
import { status, type ServerWritableStream } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { MayRead } from '../semantics/links.ts'
import type { SubscriptionMessage } from '../semantics/subscriptions.ts'
import { systemStream } from '../semantics/systemStreams.ts'
import { countCall, requireAccess, requireLeader, type CallContext } from './callContext.ts'
import type { streams } from './generated.ts'
import { send, serve } from './pump.ts'
import * as frames from './readFrames.ts'
import { parseReadRequest, type ParsedRead } from './readRequest.ts'
import { accessDenied, CallError, streamDeleted } from './status.ts'

type Call = ServerWritableStream<streams.ReadReq, frames.Frame>

/** Reads and catch-up subscriptions, of a stream or of `$all`. */
export function handleRead(context: CallContext) {
  return (call: Call): void => {
    void serve(context, call, async (gone) => {
      const who = await context.authenticate(call.metadata)
      requireLeader(context)
      const request = parseReadRequest(call.request)
      requireAccess(context, who, 'read', request.stream ?? systemStream.all)
      const done = countCall(context, request.subscription ? 'subscription' : 'read')
      try {
        await (request.subscription
          ? subscribe(context, call, request, who, gone)
          : read(context, call, request, who, gone))
      } finally {
        done()
      }
    })
  }
}

const mayRead =
  ({ store }: CallContext, who: Principal): MayRead =>
  (stream) =>
    store.may(who, 'read', stream)

async function read(
  context: CallContext,
  call: Call,
  request: ParsedRead,
  who: Principal,
  gone: AbortSignal,
): Promise<void> {
  const { reads } = context.store
  const { stream, uuid } = request
  let chunks = undefined
  if (stream === undefined) {
    if (reads.isBeyondEnd(request))
      throw new CallError(status.UNKNOWN, 'Unexpected ReadAllResult: Error')
    chunks = reads.all(request, mayRead(context, who))
  } else {
    const outcome = reads.stream({ ...request, stream }, mayRead(context, who))
    if (outcome.kind === 'deleted') throw streamDeleted(stream)
    if (outcome.kind === 'not-found') return send(call, [frames.streamNotFoundFrame(stream)], gone)
    chunks = outcome.chunks
  }
  for (const chunk of chunks) {
    if (gone.aborted) return
    await send(
      call,
      chunk.values().map((resolved) => frames.eventFrame(resolved, uuid)),
      gone,
    )
    if (chunk.length === 0) await new Promise((resolve) => void setImmediate(resolve))
  }
}

async function subscribe(
  context: CallContext,
  call: Call,
  request: ParsedRead,
  who: Principal,
  gone: AbortSignal,
): Promise<void> {
  const { subscriptions } = context.store
  const { stream } = request
  await send(call, [frames.confirmationFrame(randomUUID())], gone)
  const chunks =
    stream === undefined
      ? subscriptions.all(request, mayRead(context, who), gone)
      : subscriptions.stream({ ...request, stream }, mayRead(context, who), gone)
  for await (const chunk of chunks)
    await send(
      call,
      chunk.values().map((message) => toFrame(message, request)),
      gone,
    )
}

function toFrame(message: SubscriptionMessage, { stream = '', uuid }: ParsedRead): frames.Frame {
  switch (message.kind) {
    case 'event':
      return frames.eventFrame(message.resolved, uuid)
    case 'checkpoint':
      return frames.checkpointFrame(message.position)
    case 'caught-up':
      return frames.caughtUpFrame()
    case 'deleted':
      throw streamDeleted(stream)
    case 'denied':
      throw accessDenied()
  }
}
