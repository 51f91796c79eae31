/** Requests as they are on the wire, for what the client does not send or does not show. */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Target } from './conformance.ts'

/** The protocol has a stream's name as bytes. */
export const identifier = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))

export const nameIn = (identifier: shared.StreamIdentifier | undefined) =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString()

const { Options } = streams.ReadReq

interface StreamRead {
  readonly backwards?: boolean
  readonly structuredIds?: boolean
}

/** Every answer to a read of a stream, from its start or, backwards, from its end. */
export async function readOnWire(
  { raw, metadata }: Target,
  stream: string,
  { backwards = false, structuredIds = false }: StreamRead = {},
): Promise<streams.ReadResp[]> {
  const source = new Options.StreamOptions().setStreamIdentifier(identifier(stream))
  const ids = new Options.UUIDOption()
  const options = new Options()
    .setStream(backwards ? source.setEnd(new shared.Empty()) : source.setStart(new shared.Empty()))
    .setCount('1000')
    .setNoFilter(new shared.Empty())
    .setUuidOption(
      structuredIds ? ids.setStructured(new shared.Empty()) : ids.setString(new shared.Empty()),
    )
  if (backwards) options.setReadDirection(Options.ReadDirection.BACKWARDS)
  const call = raw.streams.read(new streams.ReadReq().setOptions(options), metadata)
  const responses: streams.ReadResp[] = []
  for await (const response of call as AsyncIterable<streams.ReadResp>) responses.push(response)
  return responses
}
