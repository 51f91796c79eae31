import { status, type handleUnaryCall } from '@grpc/grpc-js'
import type { ExpectedRevision } from '../semantics/expectedRevision.ts'
import type { WriteOutcome } from '../semantics/writeOutcome.ts'
import { requireAccess, type CallContext } from './callContext.ts'
import { expectedFromWire, expectedToText } from './expected.ts'
import { shared, streams } from './generated.ts'
import { positioned } from './position.ts'
import { streamNameOf } from './proposedEvent.ts'
import {
  invalidArgument,
  shuttingDown,
  streamDeleted,
  timedOut,
  wrongExpectedVersion,
} from './status.ts'
import { unary } from './unary.ts'

/** Deletes softly: the stream can come back. */
export const handleDelete = (context: CallContext) =>
  deletion<streams.DeleteReq, streams.DeleteResp>(
    context,
    (stream, expected) => context.store.writes.softDelete(stream, expected),
    (position) =>
      position === undefined
        ? new streams.DeleteResp().setNoPosition(new shared.Empty())
        : new streams.DeleteResp().setPosition(
            positioned(new streams.DeleteResp.Position(), position),
          ),
  )

/** Deletes for ever. */
export const handleTombstone = (context: CallContext) =>
  deletion<streams.TombstoneReq, streams.TombstoneResp>(
    context,
    (stream, expected) => context.store.writes.tombstone(stream, expected),
    (position) =>
      position === undefined
        ? new streams.TombstoneResp().setNoPosition(new shared.Empty())
        : new streams.TombstoneResp().setPosition(
            positioned(new streams.TombstoneResp.Position(), position),
          ),
  )

interface DeletionRequest {
  getOptions(): streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined
}

function deletion<Request extends DeletionRequest, Response>(
  context: CallContext,
  act: (stream: string, expected: ExpectedRevision) => Promise<WriteOutcome>,
  respond: (position: number | undefined) => Response,
): handleUnaryCall<Request, Response> {
  return unary(context, async (request, who) => {
    const options = request.getOptions()
    if (!options) throw invalidArgument('A delete carries options.')
    const stream = streamNameOf(options.getStreamIdentifier())
    const revision = options.hasRevision() ? options.getRevision() : undefined
    const expected = expectedFromWire(options, revision)
    requireAccess(context, who, 'delete', stream)
    if (context.closing.aborted) throw shuttingDown(status.UNAVAILABLE)
    const outcome = await act(stream, expected)
    switch (outcome.kind) {
      case 'written':
        return respond(outcome.position)
      case 'stream-deleted':
        throw streamDeleted(stream)
      case 'wrong-expected-version': {
        const asked = expectedToText(expected, options.getRevision())
        throw wrongExpectedVersion(stream, asked, outcome.current.toString())
      }
      case 'timeout':
        throw timedOut()
    }
  })
}
