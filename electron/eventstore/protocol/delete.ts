import { status, type handleUnaryCall } from '@grpc/grpc-js'
import type { ExpectedRevision } from '../semantics/expectedRevision.ts'
import type { WriteOutcome } from '../semantics/writeOutcome.ts'
import { requireAccess, type CallContext } from './callContext.ts'
import { expectedFromWire, expectedToText } from './expected.ts'
import { streams } from './generated.ts'
import { toWire } from './numbers.ts'
import { streamNameOf } from './proposedEvent.ts'
import {
  invalidArgument,
  shuttingDown,
  streamDeleted,
  timedOut,
  wrongExpectedVersion,
} from './status.ts'
import { unary } from './unary.ts'

type DeleteOptions = streams.DeleteReq.Options | streams.TombstoneReq.Options

/** Deletes softly: the stream can come back. */
export function handleDelete(
  context: CallContext,
): handleUnaryCall<streams.DeleteReq, streams.DeleteResp> {
  return unary(context, async (request, who) => {
    const { stream, expected, text } = parse(request.getOptions())
    requireAccess(context, who, 'delete', stream)
    if (context.closing.aborted) throw shuttingDown(status.UNAVAILABLE)
    const outcome = await context.store.writes.softDelete(stream, expected)
    const position = new streams.DeleteResp.Position()
    const at = toWire(positionOf(stream, text, outcome))
    position.setCommitPosition(at)
    position.setPreparePosition(at)
    return new streams.DeleteResp().setPosition(position)
  })
}

/** Deletes for ever. */
export function handleTombstone(
  context: CallContext,
): handleUnaryCall<streams.TombstoneReq, streams.TombstoneResp> {
  return unary(context, async (request, who) => {
    const { stream, expected, text } = parse(request.getOptions())
    requireAccess(context, who, 'delete', stream)
    if (context.closing.aborted) throw shuttingDown(status.UNAVAILABLE)
    const outcome = await context.store.writes.tombstone(stream, expected)
    const position = new streams.TombstoneResp.Position()
    const at = toWire(positionOf(stream, text, outcome))
    position.setCommitPosition(at)
    position.setPreparePosition(at)
    return new streams.TombstoneResp().setPosition(position)
  })
}

function parse(options: DeleteOptions | undefined): {
  stream: string
  expected: ExpectedRevision
  text: string
} {
  if (!options) throw invalidArgument('A delete carries options.')
  const expected = expectedFromWire(options, options.getRevision())
  const text = expectedToText(expected, options.getRevision())
  return { stream: streamNameOf(options.getStreamIdentifier()), expected, text }
}

function positionOf(stream: string, expected: string, outcome: WriteOutcome): number {
  switch (outcome.kind) {
    case 'written':
      return outcome.position
    case 'stream-deleted':
      throw streamDeleted(stream)
    case 'wrong-expected-version':
      throw wrongExpectedVersion(stream, expected, outcome.current.toString())
    case 'timeout':
      throw timedOut()
  }
}
