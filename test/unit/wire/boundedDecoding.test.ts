/** What freezes or fills a process that decodes it with google-protobuf as it is. */
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import jspb from 'google-protobuf'
import { beforeAll, expect, test } from 'vitest'
import { boundDecoding } from '#electron/wire/boundedDecoding.ts'
import { claiming, manyEmpty, nestedGroups } from '#test/support/eventstore/hostile.ts'

beforeAll(() => boundDecoding())

const decoders = {
  request: (bytes: Uint8Array) => streams.BatchAppendReq.deserializeBinary(bytes),
  reply: (bytes: Uint8Array) => streams.ReadResp.deserializeBinary(bytes),
}

test.each([
  ['request', 2],
  ['reply', 1],
] as const)(
  'a part of a %s that claims to be longer than all that came is refused',
  (kind, part) => {
    expect(() => decoders[kind](claiming(4_000_000_000, part))).toThrow(/beyond the end/)
    expect(() => decoders[kind](claiming(4_000_000_000, part, 1))).toThrow(/beyond the end/)
  },
)

test('a text that claims to be longer than all that came is refused', () => {
  const bytes = claiming(4_000_000_000, 2)
  expect(() => shared.UUID.deserializeBinary(bytes)).toThrow(/beyond the end/)
  expect(() => features.SupportedMethods.deserializeBinary(bytes)).toThrow(/beyond the end/)
})

test('so is a list of numbers', () => {
  const reader = new jspb.BinaryReader(claiming(4_000_000_000, 1))
  expect(reader.nextField()).toBe(true)
  expect(() => reader.readPackedUint32()).toThrow(/beyond the end/)
})

test('a message of nothing but millions of empty parts is refused', () => {
  expect(() => decoders.request(manyEmpty(3, 8_000_000))).toThrow(/too many parts/)
})

test('groups within groups that nobody knows are refused', () => {
  expect(() => decoders.request(nestedGroups(15, 8_000_000))).toThrow(/.+/)
})

test('a batch of as many small events as a client sends at once is read', () => {
  const request = new streams.BatchAppendReq()
  for (let n = 0; n < 40_000; n += 1) {
    const event = new streams.BatchAppendReq.ProposedMessage()
    const halves = new shared.UUID.Structured().setMostSignificantBits('7')
    event.setId(new shared.UUID().setStructured(halves.setLeastSignificantBits('-7')))
    event.getMetadataMap().set('type', 'T').set('content-type', 'application/json')
    request.addProposedMessages(event)
  }
  const bytes = request.serializeBinary()
  expect(decoders.request(bytes).getProposedMessagesList()).toHaveLength(40_000)
})
