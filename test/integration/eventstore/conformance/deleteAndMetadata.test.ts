/** Deleting, tombstones, recreation, metadata and access. */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { jsonEvent, type AppendExpectedRevision } from '@eventstore/db-client'
import { status, type ServiceError } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { numbered, numbersIn } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'

conformance('Delete', (target) => {
  const append = (
    stream: string,
    numbers: number[],
    expectedRevision: AppendExpectedRevision = 'any',
  ) => target().client.appendToStream(stream, numbers.map(numbered), { expectedRevision })
  const read = (stream: string) => numbersIn(target().client.readStream(stream))
  const revisions = async (stream: string) => {
    const found: (bigint | undefined)[] = []
    for await (const { event } of target().client.readStream(stream)) found.push(event?.revision)
    return found
  }
  /** The text of the newest metadata: JSON.parse would round an int64. */
  const metadataText = async (stream: string) => {
    const name = new shared.StreamIdentifier()
    name.setStreamName(Buffer.from(`$$${stream}`).toString('base64'))
    const { Options } = streams.ReadReq
    const source = new Options.StreamOptions().setStreamIdentifier(name).setEnd(new shared.Empty())
    const options = new Options().setStream(source).setCount('1').setNoFilter(new shared.Empty())
    options.setReadDirection(Options.ReadDirection.BACKWARDS)
    options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
    const call = target().raw.streams.read(
      new streams.ReadReq().setOptions(options),
      target().metadata,
    )
    let text = ''
    for await (const response of call as AsyncIterable<streams.ReadResp>)
      text = Buffer.from(response.getEvent()?.getEvent()?.getData_asU8() ?? []).toString()
    return text
  }

  test('a soft delete hides the events and writes $tb as 2^63-1, in place of all metadata', async () => {
    const stream = unique('s')
    await append(stream, [0, 1])
    await target().client.setStreamMetadata(stream, { maxCount: 10 })
    await target().client.deleteStream(stream)
    await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' })
    const text = await metadataText(stream)
    expect(text).toMatch(/"\$tb"\s*:\s*9223372036854775807/)
    expect(text).not.toContain('$maxCount')
  })

  test('the answer has the position of what was written', async () => {
    const stream = unique('s')
    const { position } = await append(stream, [0])
    const deleted = await target().client.deleteStream(stream)
    expect(deleted.position?.commit).toBeGreaterThan(position!.commit)
  })

  test('neither events nor metadata: wrong expected version with actual -1, even for any', async () => {
    await expect(target().client.deleteStream(unique('s'))).rejects.toMatchObject({
      type: 'wrong-expected-version',
    })
  })

  test.each([
    ['a revision above', 5n],
    ['no_stream', 'no_stream' as const],
  ])('%s: wrong expected version', async (_name, expectedRevision) => {
    const stream = unique('s')
    await append(stream, [0])
    const outcome = target().client.deleteStream(stream, { expectedRevision })
    await expect(outcome).rejects.toMatchObject({ type: 'wrong-expected-version' })
    expect(await read(stream)).toEqual([0])
  })

  test('the trailers are stream-name, expected-version and actual-version, in decimal', async () => {
    const stream = unique('s')
    await append(stream, [0, 1])
    const name = new shared.StreamIdentifier()
    name.setStreamName(Buffer.from(stream).toString('base64'))
    const options = new streams.DeleteReq.Options().setStreamIdentifier(name).setRevision('9')
    const error = await new Promise<ServiceError | null>((resolve) => {
      const request = new streams.DeleteReq().setOptions(options)
      target().raw.streams.delete(request, target().metadata, resolve)
    })
    expect(error?.code).toBe(status.FAILED_PRECONDITION)
    expect(error?.metadata.getMap()).toMatchObject({
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': '9',
      'actual-version': '1',
    })
  })

  test.each<AppendExpectedRevision>(['any', 'no_stream', 1n])(
    'recreated with %s: goes on at the next revision, and $tb is that revision',
    async (expected) => {
      const stream = unique('s')
      await append(stream, [0, 1])
      await target().client.deleteStream(stream)
      expect((await append(stream, [2, 3], expected)).nextExpectedRevision).toBe(3n)
      expect(await read(stream)).toEqual([2, 3])
      expect(await revisions(stream)).toEqual([2n, 3n])
      expect(JSON.parse(await metadataText(stream))).toEqual({ $tb: 2 })
    },
  )

  test('recreated with another revision: wrong expected version', async () => {
    const stream = unique('s')
    await append(stream, [0, 1])
    await target().client.deleteStream(stream)
    await expect(append(stream, [2], 0n)).rejects.toMatchObject({ type: 'wrong-expected-version' })
  })

  test('a tombstone is for ever, also for the metadata', async () => {
    const stream = unique('s')
    await append(stream, [0])
    await target().client.tombstoneStream(stream, { expectedRevision: 0n })
    await expect(read(stream)).rejects.toMatchObject({ type: 'stream-deleted' })
    await expect(target().client.deleteStream(stream)).rejects.toMatchObject({
      type: 'stream-deleted',
    })
    await expect(target().client.tombstoneStream(stream)).rejects.toMatchObject({
      type: 'stream-deleted',
    })
    await expect(target().client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toMatchObject({
      type: 'stream-deleted',
    })
  })

  test('a missing stream may be tombstoned', async () => {
    const stream = unique('s')
    await target().client.tombstoneStream(stream)
    await expect(append(stream, [0])).rejects.toMatchObject({ type: 'stream-deleted' })
  })

  test('a tombstone with the wrong revision: wrong expected version', async () => {
    const stream = unique('s')
    await append(stream, [0])
    await expect(
      target().client.tombstoneStream(stream, { expectedRevision: 3n }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version' })
  })
})

conformance('Metadata', (target) => {
  const filled = async (stream = unique('s')) => {
    await target().client.appendToStream(stream, [0, 1, 2, 3, 4].map(numbered))
    return stream
  }
  const read = (stream: string) => numbersIn(target().client.readStream(stream))

  test('is read back as it was set, custom properties too', async () => {
    const stream = await filled()
    const metadata = { maxCount: 3, maxAge: 60, acl: { readRoles: ['$all'] }, colour: 'red' }
    await target().client.setStreamMetadata(stream, metadata)
    expect((await target().client.getStreamMetadata(stream)).metadata).toMatchObject({
      maxCount: 3,
      maxAge: 60,
      colour: 'red',
    })
  })

  test('$maxCount shows the newest', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxCount: 2 })
    expect(await read(stream)).toEqual([3, 4])
    await target().client.appendToStream(stream, numbered(5))
    expect(await read(stream)).toEqual([4, 5])
  })

  test('$tb hides what is before it', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 3 })
    expect(await read(stream)).toEqual([3, 4])
    const backwards = { direction: 'backwards', fromRevision: 'end' } as const
    expect(await numbersIn(target().client.readStream(stream, backwards))).toEqual([4, 3])
  })

  test('both: the stricter of the two', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 1, maxCount: 2 })
    expect(await read(stream)).toEqual([3, 4])
    await target().client.setStreamMetadata(stream, { truncateBefore: 4, maxCount: 3 })
    expect(await read(stream)).toEqual([4])
  })

  test('$maxAge leaves young events visible', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxAge: 3600 })
    expect(await read(stream)).toHaveLength(5)
  })

  test('a metastream shows only its newest event', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxCount: 1 })
    await target().client.setStreamMetadata(stream, { maxCount: 2 })
    const found: (bigint | undefined)[] = []
    for await (const { event } of target().client.readStream(`$$${stream}`))
      found.push(event?.revision)
    expect(found).toEqual([1n])
  })

  test('its expected revision is checked like any other', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, {}, { expectedRevision: 'no_stream' })
    await expect(
      target().client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: 'no_stream' }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version' })
  })

  test('can be set before there is a stream', async () => {
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { maxCount: 2 })
    await filled(stream)
    expect(await read(stream)).toEqual([3, 4])
  })

  test('nobody may write to $all or delete it', async () => {
    await expect(target().client.appendToStream('$all', numbered(1))).rejects.toMatchObject({
      type: 'access-denied',
    })
    await expect(target().client.deleteStream('$all')).rejects.toMatchObject({
      type: 'access-denied',
    })
  })
})

conformance('Access', (target) => {
  const denied = { type: 'access-denied' }
  const event = jsonEvent({ type: 'Thing', data: {} })
  const expectReadable = async (client: ReturnType<typeof target>['client'], stream: string) => {
    for await (const _ of client.readStream(stream));
  }
  /** Without TLS there are no users: everybody is trusted, so there is nothing to deny. */
  const insecure = () => !target().secure

  test('wrong credentials are refused', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    await expect(
      expectReadable(target().newClient('admin:wrong'), unique('s')),
    ).rejects.toMatchObject(denied)
    await expect(
      expectReadable(target().newClient('nobody:wrong'), unique('s')),
    ).rejects.toMatchObject(denied)
  })

  test('user streams are open to all by default, system streams to admins', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient('ops:changeit')
    const stream = unique('s')
    await ops.appendToStream(stream, event)
    await expectReadable(ops, stream)
    await expect(ops.appendToStream(`$${unique('s')}`, event)).rejects.toMatchObject(denied)
    await target().client.appendToStream(`$${unique('s')}`, event)
  })

  test('a stream’s ACL closes reading, writing, deleting and metadata, each by itself; admins bypass it', async ({
    skip,
  }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient('ops:changeit')
    const stream = unique('s')
    await target().client.appendToStream(stream, event)
    const closed = ['$admins']
    const acl = (rights: object) => target().client.setStreamMetadata(stream, { acl: rights })

    await acl({ readRoles: closed })
    await expect(expectReadable(ops, stream)).rejects.toMatchObject(denied)
    await ops.appendToStream(stream, event)

    await acl({ writeRoles: closed })
    await expectReadable(ops, stream)
    await expect(ops.appendToStream(stream, event)).rejects.toMatchObject(denied)

    await acl({ deleteRoles: closed })
    await expect(ops.deleteStream(stream)).rejects.toMatchObject(denied)

    await acl({ metaReadRoles: closed, metaWriteRoles: closed })
    await expect(ops.getStreamMetadata(stream)).rejects.toMatchObject(denied)
    await expect(ops.setStreamMetadata(stream, {})).rejects.toMatchObject(denied)

    await acl({ readRoles: closed, writeRoles: closed, deleteRoles: closed })
    await target().client.appendToStream(stream, event)
    await expectReadable(target().client, stream)
    await target().client.deleteStream(stream)
  })

  test('a role is a user, a group, or $all; one may stand as a string', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient('ops:changeit')
    for (const readRoles of ['ops', '$ops', '$all', ['nobody', '$ops']]) {
      const stream = unique('s')
      await target().client.appendToStream(stream, event)
      await target().client.setStreamMetadata(stream, { acl: { readRoles } as object })
      await expectReadable(ops, stream)
    }
  })

  test('plain Append is refused like BatchAppend', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { acl: { writeRoles: ['$admins'] } })
    const credentials = { username: 'ops', password: 'changeit' }
    await expect(
      target().client.appendToStream(stream, event, { credentials }),
    ).rejects.toMatchObject(denied)
    await expect(
      target().client.appendToStream(stream, event, {
        credentials: { username: 'ops', password: 'wrong' },
      }),
    ).rejects.toMatchObject(denied)
  })
})
