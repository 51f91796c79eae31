import type { NewEvent } from '../storage/storedEvent.ts'
import { isUuid, uuidToBytes } from '../semantics/uuid.ts'
import { systemStream } from '../semantics/systemStreams.ts'
import type { shared } from './generated.ts'
import { CallError, invalidArgument, missingMetadataProperty } from './status.ts'
import { status } from '@grpc/grpc-js'

/** What Append's and BatchAppend's proposed messages have in common. */
interface ProposedMessage {
  getId(): shared.UUID | undefined
  getMetadataMap(): { get(key: string): string | undefined }
  getData_asU8(): Uint8Array
  getCustomMetadata_asU8(): Uint8Array
}

/** Sixteen bytes from either form of a UUID: text, or two signed 64-bit halves, big-endian. */
export function uuidFromWire(uuid: shared.UUID | undefined): Buffer {
  if (uuid?.hasStructured()) {
    const halves = uuid.getStructured()
    const bytes = Buffer.alloc(16)
    bytes.writeBigInt64BE(BigInt(halves?.getMostSignificantBits() ?? '0'), 0)
    bytes.writeBigInt64BE(BigInt(halves?.getLeastSignificantBits() ?? '0'), 8)
    return bytes
  }
  const text = uuid?.getString() ?? ''
  if (!isUuid(text)) throw invalidArgument(`'${text}' is not a UUID.`)
  return uuidToBytes(text)
}

function eventIdFromWire(uuid: shared.UUID | undefined): Buffer {
  const id = uuidFromWire(uuid)
  if (id.every((byte) => byte === 0)) throw invalidArgument('The id of an event must not be empty.')
  return id
}

/** @throws CallError when the event has no id, type or content type. */
export function parseProposedEvent(message: ProposedMessage): NewEvent {
  const properties = message.getMetadataMap()
  const type = properties.get('type')
  if (type === undefined) throw missingMetadataProperty('type')
  if (type === '') throw new CallError(status.UNKNOWN, 'The type of an event must not be empty.')
  const contentType = properties.get('content-type')
  if (contentType === undefined) throw missingMetadataProperty('content-type')
  return {
    id: eventIdFromWire(message.getId()),
    type,
    json: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

/** The stream's name; the wire has it as UTF-8 bytes. */
export const streamNameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8')

/** The name of a stream that is read. `$all` is none: it is asked for in another way. */
export function sourceNameOf(identifier: shared.StreamIdentifier | undefined): string {
  const name = streamNameOf(identifier)
  if (name === systemStream.all) throw invalidArgument(`'${name}' is not the name of a stream.`)
  return name
}
