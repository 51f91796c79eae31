/** Appending: which call, the check, the errors. */
import { randomUUID } from 'node:crypto'
import {
  type AppendExpectedRevision,
  binaryEvent,
  jsonEvent,
  type EventData,
} from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { numbered } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'

/** The same statements hold for BatchAppend and, once a call carries credentials, for plain Append. */
const ways = {
  BatchAppend: {},
  Append: { credentials: { username: 'admin', password: 'changeit' } },
}

const names = (events: readonly EventData[]) => events.map(({ id }) => id)

for (const [way, options] of Object.entries(ways))
  conformance(way, (target) => {
    const append = (
      stream: string,
      events: EventData[],
      expectedRevision: AppendExpectedRevision = 'any',
    ) => target().client.appendToStream(stream, events, { expectedRevision, ...options })

    const idsIn = async (stream: string) => {
      const ids: (string | undefined)[] = []
      for await (const { event } of target().client.readStream(stream)) ids.push(event?.id)
      return ids
    }

    const wrong = { type: 'wrong-expected-version' }
    const deleted = { type: 'stream-deleted' }

    test('the position is the log position of the last event, commit as prepare', async () => {
      const stream = unique('s')
      const { position, nextExpectedRevision } = await append(stream, [1, 2, 3].map(numbered))
      expect(nextExpectedRevision).toBe(2n)
      expect(position?.commit).toBe(position?.prepare)
      const last = target().client.readStream(stream, {
        direction: 'backwards',
        fromRevision: 'end',
        maxCount: 1,
      })
      for await (const { event } of last) expect(event?.position).toEqual(position)
    })

    test('the expected revision is the last one: ok', async () => {
      const stream = unique('s')
      await append(stream, [numbered(1)], 'no_stream')
      expect((await append(stream, [numbered(2)], 0n)).nextExpectedRevision).toBe(1n)
    })

    test('the expected revision is the last one: ids are not looked at, so a retry with the new head is there twice', async () => {
      const stream = unique('s')
      const event = numbered(1)
      await append(stream, [event], 'no_stream')
      await append(stream, [event], 0n)
      expect(await idsIn(stream)).toEqual([event.id, event.id])
    })

    test('above the last revision: wrong expected version, with the current one', async () => {
      const stream = unique('s')
      await append(stream, [numbered(1)])
      await expect(append(stream, [numbered(2)], 5n)).rejects.toMatchObject({
        ...wrong,
        expectedVersion: 5n,
        actualVersion: 0n,
        streamName: stream,
      })
    })

    test('a revision on a stream that is not there: wrong expected version', async () => {
      await expect(append(unique('s'), [numbered(1)], 0n)).rejects.toMatchObject({
        ...wrong,
        actualVersion: 'no_stream',
      })
    })

    test('no_stream on a stream that is there: wrong expected version', async () => {
      const stream = unique('s')
      await append(stream, [numbered(1)])
      await expect(append(stream, [numbered(2)], 'no_stream')).rejects.toMatchObject({
        ...wrong,
        expectedVersion: 'no_stream',
        actualVersion: 0n,
      })
    })

    test('below the last revision and all ids stand there: idempotent, with the original end and position', async () => {
      const stream = unique('s')
      const events = [1, 2].map(numbered)
      const first = await append(stream, events, 'no_stream')
      await append(stream, [numbered(3)], 1n)
      const again = await append(stream, events, 'no_stream')
      expect(again).toMatchObject({ nextExpectedRevision: 1n, position: first.position })
      expect(await idsIn(stream)).toHaveLength(3)
    })

    test('below the last revision and a part of the original append: idempotent', async () => {
      const stream = unique('s')
      const events = [1, 2, 3].map(numbered)
      await append(stream, events, 'no_stream')
      expect((await append(stream, events.slice(1), 0n)).nextExpectedRevision).toBe(2n)
      expect(await idsIn(stream)).toEqual(names(events))
    })

    test('below the last revision and the first id differs: wrong expected version', async () => {
      const stream = unique('s')
      const [first, second] = [numbered(1), numbered(2)]
      await append(stream, [first, second], 'no_stream')
      await expect(append(stream, [numbered(3), second], 'no_stream')).rejects.toMatchObject(wrong)
    })

    test('below the last revision and a later id differs: wrong expected version', async () => {
      const stream = unique('s')
      const first = numbered(1)
      await append(stream, [first, numbered(2)], 'no_stream')
      await expect(append(stream, [first, numbered(3)], 'no_stream')).rejects.toMatchObject(wrong)
    })

    test('below the last revision and more events than there are: wrong expected version, nothing written', async () => {
      const stream = unique('s')
      const event = numbered(1)
      await append(stream, [event], 'no_stream')
      await expect(append(stream, [event, numbered(2)], 'no_stream')).rejects.toMatchObject(wrong)
      expect(await idsIn(stream)).toEqual([event.id])
    })

    test('below the last revision and no events: wrong expected version', async () => {
      const stream = unique('s')
      await append(stream, [1, 2].map(numbered))
      await expect(append(stream, [], 0n)).rejects.toMatchObject(wrong)
    })

    test('any: the first id is unknown: ok', async () => {
      const stream = unique('s')
      await append(stream, [numbered(1)])
      expect((await append(stream, [numbered(2)])).nextExpectedRevision).toBe(1n)
    })

    test('any: all ids are known: idempotent', async () => {
      const stream = unique('s')
      const events = [1, 2].map(numbered)
      const first = await append(stream, events)
      await append(stream, [numbered(3)])
      expect(await append(stream, events)).toMatchObject({
        nextExpectedRevision: 1n,
        position: first.position,
      })
      expect(await idsIn(stream)).toHaveLength(3)
    })

    test('any: a later id is unknown: wrong expected version', async () => {
      const stream = unique('s')
      const event = numbered(1)
      await append(stream, [event])
      await expect(append(stream, [event, numbered(2)])).rejects.toMatchObject(wrong)
    })

    test('any: the id is known from another stream: ok', async () => {
      const event = numbered(1)
      const stream = unique('s')
      await append(unique('s'), [event])
      await append(stream, [event])
      expect(await idsIn(stream)).toEqual([event.id])
    })

    test('any: no events: ok, and no stream comes of it', async () => {
      const stream = unique('s')
      expect((await append(stream, [])).success).toBe(true)
      await expect(idsIn(stream)).rejects.toMatchObject({ type: 'stream-not-found' })
    })

    test('stream_exists: neither events nor metadata: wrong expected version', async () => {
      await expect(append(unique('s'), [numbered(1)], 'stream_exists')).rejects.toMatchObject({
        ...wrong,
        expectedVersion: 'stream_exists',
      })
    })

    test('stream_exists: metadata is enough', async () => {
      const stream = unique('s')
      await target().client.setStreamMetadata(stream, { maxCount: 10 })
      expect((await append(stream, [numbered(1)], 'stream_exists')).nextExpectedRevision).toBe(0n)
    })

    test('stream_exists on a soft-deleted stream: stream deleted', async () => {
      const stream = unique('s')
      await append(stream, [numbered(1)])
      await target().client.deleteStream(stream)
      await expect(append(stream, [numbered(2)], 'stream_exists')).rejects.toMatchObject(deleted)
    })

    test.each<AppendExpectedRevision>(['any', 'no_stream', 'stream_exists', 0n, 7n])(
      'tombstoned and %s expected: stream deleted',
      async (expected) => {
        const stream = unique('s')
        await append(stream, [numbered(1)])
        await target().client.tombstoneStream(stream)
        await expect(append(stream, [numbered(2)], expected)).rejects.toMatchObject({
          ...deleted,
          streamName: stream,
        })
      },
    )

    test('1,048,576 bytes of data are taken, metadata not counted; a byte more is refused with the limit', async () => {
      const limit = 1_048_576
      const event = (size: number) =>
        binaryEvent({ type: 'Big', data: new Uint8Array(size), metadata: new Uint8Array(1000) })
      const stream = unique('s')
      await append(stream, [event(limit / 2), event(limit / 2)])
      await expect(append(stream, [event(limit / 2), event(limit / 2 + 1)])).rejects.toMatchObject({
        type: 'maximum-append-size-exceeded',
        maxAppendSize: limit,
      })
      expect(await idsIn(stream)).toHaveLength(2)
    })

    test('an append of many events is all there or not at all', async () => {
      const stream = unique('s')
      const events = Array.from({ length: 2000 }, (_, n) => numbered(n))
      await append(stream, events, 'no_stream')
      expect(await idsIn(stream)).toEqual(names(events))
    })

    test('binary data and metadata come back as they were', async () => {
      const stream = unique('s')
      const data = Uint8Array.from({ length: 256 }, (_, n) => n)
      await append(stream, [binaryEvent({ type: 'Bytes', data, metadata: data })])
      for await (const { event } of target().client.readStream(stream)) {
        expect(event).toMatchObject({ isJson: false, type: 'Bytes' })
        expect(Buffer.from(event?.data as Uint8Array).equals(data)).toBe(true)
        expect(Buffer.from(event?.metadata as Uint8Array).equals(data)).toBe(true)
      }
    })

    test('a stream may have any characters in its name, also in errors', async () => {
      const stream = `${unique('größe/✓ ')}\u0007`
      await append(stream, [numbered(1)])
      expect(await idsIn(stream)).toHaveLength(1)
      await expect(append(stream, [numbered(1)], 4n)).rejects.toMatchObject(wrong)
      await target().client.tombstoneStream(stream)
      await expect(append(stream, [numbered(1)])).rejects.toMatchObject(deleted)
    })

    test('an event may carry the id of another event in another stream', async () => {
      const id = randomUUID()
      const streams = [unique('s'), unique('s')] as const
      for (const stream of streams)
        await append(stream, [jsonEvent({ id, type: 'Same', data: {} })], 'no_stream')
      expect(await idsIn(streams[1])).toEqual([id])
    })
  })
