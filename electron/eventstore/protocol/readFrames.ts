import protobuf from 'protobufjs/minimal.js'
import type { Writer } from 'protobufjs'
import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import { originalEvent, type ResolvedEvent } from '../semantics/links.ts'
import { uuidToText } from '../semantics/uuid.ts'

/**
 * Answers of `Read`, written straight to the wire: a read of a million events is mostly this,
 * and building a message object for each would cost several times as much.
 * Numbers are the protocol's field numbers: `field << 3 | wire type`.
 */
export type Frame = Uint8Array
export type UuidForm = 'string' | 'structured'

const varint = (field: number) => field << 3
const bytes = (field: number) => (field << 3) | 2

/** 2^63-1, which a number can't hold. */
const tombstone = { low: -1, high: 0x7fffffff, unsigned: true }

const uint64 = (value: number) => (value === tombstoneRevision ? tombstone : value)

function writeId(writer: Writer, id: string, form: UuidForm): void {
  if (form === 'string') {
    writer.uint32(bytes(2)).string(uuidToText(id))
    return
  }
  writer.uint32(bytes(1)).fork()
  const uuid = Buffer.from(id, 'hex')
  const half = (at: number) => ({
    low: uuid.readInt32BE(at + 4),
    high: uuid.readInt32BE(at),
    unsigned: false,
  })
  writer.uint32(varint(1)).int64(half(0)).uint32(varint(2)).int64(half(8)).ldelim()
}

function writeProperty(writer: Writer, key: string, value: string): void {
  writer.uint32(bytes(6)).fork()
  writer.uint32(bytes(1)).string(key).uint32(bytes(2)).string(value).ldelim()
}

function writeRecordedEvent(writer: Writer, event: StoredEvent, form: UuidForm): void {
  writer.uint32(bytes(1)).fork()
  writeId(writer, event.id, form)
  writer.ldelim()
  writer.uint32(bytes(2)).fork().uint32(bytes(3)).bytes(Buffer.from(event.stream)).ldelim()
  writer.uint32(varint(3)).uint64(uint64(event.revision))
  writer.uint32(varint(4)).uint64(event.position)
  writer.uint32(varint(5)).uint64(event.position)
  writeProperty(writer, 'type', event.type)
  writeProperty(writer, 'created', `${event.created}0000`)
  const contentType = event.json ? 'application/json' : 'application/octet-stream'
  writeProperty(writer, 'content-type', contentType)
  if (event.metadata.length > 0) writer.uint32(bytes(7)).bytes(event.metadata)
  if (event.data.length > 0) writer.uint32(bytes(8)).bytes(event.data)
}

/** The `ReadEvent` message, which catch-up and persistent reads share up to the position. */
export function writeReadEvent(writer: Writer, resolved: ResolvedEvent, form: UuidForm): void {
  if (resolved.event) {
    writer.uint32(bytes(1)).fork()
    writeRecordedEvent(writer, resolved.event, form)
    writer.ldelim()
  }
  if (resolved.link) {
    writer.uint32(bytes(2)).fork()
    writeRecordedEvent(writer, resolved.link, form)
    writer.ldelim()
  }
  writer.uint32(varint(3)).uint64(originalEvent(resolved).position)
}

/** Events that many subscriptions share are encoded once for all of them. */
const encoded = new WeakMap<StoredEvent, Frame>()

export function eventFrame(resolved: ResolvedEvent, form: UuidForm): Frame {
  const { event, link } = resolved
  if (!event?.shared || link || form !== 'string') return encodeEvent(resolved, form)
  const known = encoded.get(event)
  if (known) return known
  const frame = encodeEvent(resolved, form)
  encoded.set(event, frame)
  return frame
}

function encodeEvent(resolved: ResolvedEvent, form: UuidForm): Frame {
  const writer = protobuf.Writer.create()
  writer.uint32(bytes(1)).fork()
  writeReadEvent(writer, resolved, form)
  return writer.ldelim().finish()
}

/** The persistent read's answer to a consumer that was let in. */
export const subscribedFrame = (id: string): Frame => confirmationFrame(id)

/** A message to a consumer: like an event of a catch-up read, with how often it was tried before. */
export function persistentEventFrame(
  resolved: ResolvedEvent,
  retryCount: number,
  form: UuidForm,
): Frame {
  const writer = protobuf.Writer.create()
  writer.uint32(bytes(1)).fork()
  writeReadEvent(writer, resolved, form)
  writer.uint32(varint(5)).int32(retryCount)
  return writer.ldelim().finish()
}

export const confirmationFrame = (id: string): Frame =>
  protobuf.Writer.create().uint32(bytes(2)).fork().uint32(bytes(1)).string(id).ldelim().finish()

export const checkpointFrame = (position: number): Frame =>
  protobuf.Writer.create()
    .uint32(bytes(3))
    .fork()
    .uint32(varint(1))
    .uint64(position)
    .uint32(varint(2))
    .uint64(position)
    .ldelim()
    .finish()

export const streamNotFoundFrame = (stream: string): Frame =>
  protobuf.Writer.create()
    .uint32(bytes(4))
    .fork()
    .uint32(bytes(1))
    .fork()
    .uint32(bytes(3))
    .bytes(Buffer.from(stream))
    .ldelim()
    .ldelim()
    .finish()

export const caughtUpFrame = (): Frame =>
  protobuf.Writer.create().uint32(bytes(8)).fork().ldelim().finish()
