/** Deleting, tombstones, recreation, metadata and access. */
import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import {
  binaryEvent,
  jsonEvent,
  type AppendExpectedRevision,
  type ExpectedRevision,
} from '@eventstore/db-client'
import { status, type ServiceError } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { numbered, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { conformance, password, unique } from '#test/support/eventstore/conformance.ts'
import { identifier, readOnWire } from '#test/support/eventstore/wire.ts'

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
    const [response] = await readOnWire(target(), `$$${stream}`, { backwards: true })
    return Buffer.from(response?.getEvent()?.getEvent()?.getData_asU8() ?? []).toString()
  }
  /** A stream that has events, and was deleted. */
  const softDeleted = async (numbers = [0, 1]) => {
    const stream = unique('s')
    await append(stream, numbers)
    await target().client.deleteStream(stream)
    return stream
  }
  type SetExpected = (options: streams.DeleteReq.Options | streams.TombstoneReq.Options) => unknown
  const streamExists: SetExpected = (options) => options.setStreamExists(new shared.Empty())
  /** What a deletion fails with that the client would not send; null when it does not fail. */
  const onWire = (kind: 'delete' | 'tombstone', stream: string, setExpected: SetExpected) =>
    new Promise<ServiceError | null>((resolve) => {
      const request = kind === 'delete' ? new streams.DeleteReq() : new streams.TombstoneReq()
      const { Options } = kind === 'delete' ? streams.DeleteReq : streams.TombstoneReq
      const options = new Options().setStreamIdentifier(identifier(stream))
      setExpected(options)
      request.setOptions(options)
      target().raw.streams[kind](request, target().metadata, resolve)
    })
  const notFound = { type: 'stream-not-found' }
  const wrong = { type: 'wrong-expected-version' }
  const deleted = { type: 'stream-deleted' }

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
    const error = await onWire('delete', stream, (options) => options.setRevision('9'))
    expect(error?.code).toBe(status.FAILED_PRECONDITION)
    expect(error?.metadata.getMap()).toMatchObject({
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': '9',
      'actual-version': '1',
    })
  })

  test.each<[string, string, SetExpected]>([
    ['any', '-2', (options) => options.setAny(new shared.Empty())],
    ['no_stream', '-1', (options) => options.setNoStream(new shared.Empty())],
    ['stream_exists', '-4', streamExists],
    ['2^64-1', '-1', (options) => options.setRevision('18446744073709551615')],
    ['2^63-1', '9223372036854775807', (options) => options.setRevision('9223372036854775807')],
  ])('expected %s is expected-version %s in the trailers', async (_name, number, setExpected) => {
    const error = await onWire('delete', unique('s'), setExpected)
    expect(error?.metadata.getMap()).toMatchObject({
      exception: 'wrong-expected-version',
      'expected-version': number,
      'actual-version': '-1',
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

  test('recreated with no_stream, but the first event is an old one and a later one is not: wrong expected version', async () => {
    const stream = unique('s')
    const old = numbered(0)
    await target().client.appendToStream(stream, [old, numbered(1)])
    await target().client.deleteStream(stream)
    const again = target().client.appendToStream(stream, [old, numbered(2)], {
      expectedRevision: 'no_stream',
    })
    await expect(again).rejects.toMatchObject(wrong)
    await expect(read(stream)).rejects.toMatchObject(notFound)
  })

  test('recreated with another revision: wrong expected version', async () => {
    const stream = unique('s')
    await append(stream, [0, 1])
    await target().client.deleteStream(stream)
    await expect(append(stream, [2], 0n)).rejects.toMatchObject({ type: 'wrong-expected-version' })
  })

  test('recreated by an append of nothing: it is there, and empty', async () => {
    const stream = await softDeleted()
    expect((await append(stream, [])).nextExpectedRevision).toBe(1n)
    expect(await read(stream)).toEqual([])
    expect(JSON.parse(await metadataText(stream))).toEqual({ $tb: 2 })
  })

  test('setting metadata brings a deleted stream back without its events, and keeps what was set', async () => {
    const stream = await softDeleted()
    await target().client.setStreamMetadata(stream, { maxCount: 7, colour: 'red' })
    expect(await read(stream)).toEqual([])
    expect(JSON.parse(await metadataText(stream))).toEqual({ $maxCount: 7, colour: 'red', $tb: 2 })
    await append(stream, [2], 1n)
    expect(await read(stream)).toEqual([2])
  })

  test('metadata that is no JSON brings a deleted stream back as it was', async () => {
    const stream = await softDeleted()
    const nonsense = binaryEvent({ type: '$metadata', data: Buffer.from('nonsense') })
    await target().client.appendToStream(`$$${stream}`, nonsense)
    expect(await read(stream)).toEqual([0, 1])
    expect(await metadataText(stream)).toBe('nonsense')
  })

  test('a stream that has nothing but metadata can be deleted, and then begins at 0', async () => {
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { maxCount: 7 })
    await target().client.deleteStream(stream)
    expect((await append(stream, [0, 1], 'no_stream')).nextExpectedRevision).toBe(1n)
    expect(await read(stream)).toEqual([0, 1])
  })

  test.each<ExpectedRevision>(['any', 'no_stream', 1n])(
    'deleted again with %s: ok',
    async (expectedRevision) => {
      const stream = await softDeleted()
      await target().client.deleteStream(stream, { expectedRevision })
      await expect(read(stream)).rejects.toMatchObject(notFound)
    },
  )

  test.each<ExpectedRevision>(['any', 'no_stream', 1n])(
    'tombstoned with %s after it was deleted: ok',
    async (expectedRevision) => {
      const stream = await softDeleted()
      await target().client.tombstoneStream(stream, { expectedRevision })
      await expect(read(stream)).rejects.toMatchObject(deleted)
    },
  )

  test('deleted or tombstoned with stream_exists after it was deleted: stream deleted', async () => {
    const stream = await softDeleted()
    for (const kind of ['delete', 'tombstone'] as const)
      expect((await onWire(kind, stream, streamExists))?.metadata.getMap()).toMatchObject({
        exception: 'stream-deleted',
        'stream-name': stream,
      })
    await expect(read(stream)).rejects.toMatchObject(notFound)
  })

  test.each<ExpectedRevision>(['any', 'no_stream', 0n])(
    'a missing stream deleted with %s: wrong expected version',
    async (expectedRevision) => {
      const outcome = target().client.deleteStream(unique('s'), { expectedRevision })
      await expect(outcome).rejects.toMatchObject(wrong)
    },
  )

  test('a missing stream tombstoned with a revision or stream_exists: wrong expected version', async () => {
    const outcome = target().client.tombstoneStream(unique('s'), { expectedRevision: 0n })
    await expect(outcome).rejects.toMatchObject(wrong)
    const error = await onWire('tombstone', unique('s'), streamExists)
    expect(error?.metadata.get('exception')).toEqual(['wrong-expected-version'])
  })

  test('deleted with the last revision or stream_exists: ok', async () => {
    const [first, second] = [unique('s'), unique('s')]
    for (const stream of [first, second]) await append(stream, [0, 1])
    await target().client.deleteStream(first, { expectedRevision: 1n })
    expect(await onWire('delete', second, streamExists)).toBeNull()
    for (const stream of [first, second]) await expect(read(stream)).rejects.toMatchObject(notFound)
  })

  test('a revision below: wrong expected version, also where it would be a retry of an append', async () => {
    const stream = unique('s')
    await append(stream, [0, 1])
    const expectedRevision = 0n
    const client = target().client
    await expect(client.deleteStream(stream, { expectedRevision })).rejects.toMatchObject(wrong)
    await expect(client.tombstoneStream(stream, { expectedRevision })).rejects.toMatchObject(wrong)
    expect(await read(stream)).toEqual([0, 1])
  })

  test('with its stream ends the metastream, and the metastream of that', async () => {
    const stream = unique('s')
    await append(stream, [0])
    await target().client.tombstoneStream(stream)
    for (const name of [`$$${stream}`, `$$$$${stream}`]) {
      await expect(append(name, [0])).rejects.toMatchObject(deleted)
      await expect(read(name)).rejects.toMatchObject(deleted)
    }
  })

  test('a metastream that has ended itself takes no soft delete, and its stream lives on', async ({
    skip,
  }) => {
    skip(!target().own, 'EventStoreDB writes a record for it that ends the server for good')
    skip(target().secure, 'where there are users nobody may end a metastream')
    const stream = unique('s')
    await append(stream, [0])
    await target().client.setStreamMetadata(stream, { truncateBefore: 1 })
    await target().client.tombstoneStream(`$$${stream}`)
    await expect(target().client.deleteStream(stream)).rejects.toMatchObject(deleted)
    await append(stream, [1])
    expect(await read(stream)).toEqual([0, 1])
  })

  test('nothing expected is INVALID_ARGUMENT', async () => {
    for (const kind of ['delete', 'tombstone'] as const)
      expect((await onWire(kind, unique('s'), () => undefined))?.code).toBe(status.INVALID_ARGUMENT)
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

  /** Metadata as text, for numbers that JavaScript would round. */
  const setMetadataText = (stream: string, text: string) =>
    new Promise((resolve, reject) => {
      const call = target().raw.streams.append(target().metadata, (error, response) =>
        error ? reject(error) : resolve(response),
      )
      const options = new streams.AppendReq.Options().setAny(new shared.Empty())
      options.setStreamIdentifier(identifier(`$$${stream}`))
      call.write(new streams.AppendReq().setOptions(options))
      const proposed = new streams.AppendReq.ProposedMessage()
      proposed.setId(new shared.UUID().setString(randomUUID())).setData(Buffer.from(text))
      proposed.getMetadataMap().set('type', '$metadata').set('content-type', 'application/json')
      call.end(new streams.AppendReq().setProposedMessage(proposed))
    })

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

  test('both, backwards and with a count', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 1, maxCount: 3 })
    const backwards = (fromRevision: bigint, maxCount: number) =>
      numbersIn(
        target().client.readStream(stream, { fromRevision, maxCount, direction: 'backwards' }),
      )
    expect(await backwards(4n, 2)).toEqual([4, 3])
    expect(await backwards(3n, 9)).toEqual([3, 2])
    expect(await backwards(1n, 9)).toEqual([])
  })

  test('$tb beyond the end hides everything there is and everything up to it', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 6 })
    expect(await read(stream)).toEqual([])
    await target().client.appendToStream(stream, [5, 6].map(numbered))
    expect(await read(stream)).toEqual([6])
  })

  test('$maxAge hides what is older', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxAge: 1 })
    await until(async () => (await read(stream)).length === 0)
    await target().client.appendToStream(stream, [5, 6].map(numbered))
    expect(await numbersIn(target().client.readStream(stream, { maxCount: 2 }))).toEqual([5, 6])
    await target().client.setStreamMetadata(stream, { maxAge: 3600 })
    expect(await read(stream)).toHaveLength(7)
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

  test('metadata with a property of the wrong type counts as none', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 3, $maxCount: 'many' })
    expect(await read(stream)).toHaveLength(5)
  })

  test('a $maxCount or a $maxAge of 0 counts as absent, the rest does not', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 3, maxCount: 0, maxAge: 0 })
    expect(await read(stream)).toEqual([3, 4])
  })

  test('metadata that is not JSON by its content type counts as none', async () => {
    const stream = await filled()
    const data = Buffer.from('{"$tb":3}')
    await target().client.appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data }))
    expect(await read(stream)).toHaveLength(5)
  })

  test('$tb of 2^63-2 hides everything, and deletes nothing', async () => {
    const stream = await filled()
    await setMetadataText(stream, '{"$tb":9223372036854775806}')
    expect(await read(stream)).toEqual([])
  })

  test('$tb of 2^63-1 deletes the stream', async () => {
    const stream = await filled()
    await setMetadataText(stream, '{"$tb":9223372036854775807}')
    await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' })
  })

  test('of a stream that has none there is none, and no revision', async () => {
    const found = await target().client.getStreamMetadata(await filled())
    expect(found.metadata).toBeUndefined()
    expect(found.metastreamRevision).toBeUndefined()
  })

  test('metadata of a metastream can be written, and does nothing', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxCount: 4 })
    await target().client.setStreamMetadata(`$$${stream}`, { truncateBefore: 5 })
    expect((await target().client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 4 })
    expect(await read(stream)).toEqual([1, 2, 3, 4])
  })

  test('nobody can delete or end a metastream, not even an admin', async ({ skip }) => {
    skip(!target().secure, 'without users everybody may')
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxCount: 4 })
    const metastream = `$$${stream}`
    const denied = { type: 'access-denied' }
    await expect(target().client.deleteStream(metastream)).rejects.toMatchObject(denied)
    await expect(target().client.tombstoneStream(metastream)).rejects.toMatchObject(denied)
    expect((await target().client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 4 })
  })

  test('without users a metastream can be deleted, which does nothing', async ({ skip }) => {
    skip(target().secure, 'where there are users nobody may')
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { maxCount: 4 })
    await target().client.deleteStream(`$$${stream}`)
    expect((await target().client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 4 })
    expect(await read(stream)).toEqual([1, 2, 3, 4])
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

  test('nobody may write to $all or delete it', async ({ skip }) => {
    skip(!target().own, 'where it is allowed, as without users, it would end another’s $all')
    await expect(target().client.appendToStream('$all', numbered(1))).rejects.toMatchObject({
      type: 'access-denied',
    })
    await expect(target().client.deleteStream('$all')).rejects.toMatchObject({
      type: 'access-denied',
    })
    await expect(target().client.tombstoneStream('$all')).rejects.toMatchObject({
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
    const ops = target().newClient(`ops:${password}`)
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
    const ops = target().newClient(`ops:${password}`)
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

    const nobody = ['nobody']
    const roles = { readRoles: nobody, writeRoles: nobody, deleteRoles: nobody }
    await acl({ ...roles, metaReadRoles: nobody, metaWriteRoles: nobody })
    await target().client.appendToStream(stream, event)
    await expectReadable(target().client, stream)
    await target().client.getStreamMetadata(stream)
    await acl({ ...roles, metaReadRoles: nobody, metaWriteRoles: nobody })
    await target().client.deleteStream(stream)
  })

  test('$all is for admins to read, until its own metadata says otherwise', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    skip(!target().own, 'who may read $all is not the suite’s to change on another’s server')
    const ops = target().newClient(`ops:${password}`)
    const readAll = async () => {
      for await (const _ of ops.readAll({ maxCount: 1 }));
    }
    await expect(readAll()).rejects.toMatchObject(denied)
    await target().client.setStreamMetadata('$all', { acl: { readRoles: ['$ops'] } })
    await readAll()
    await target().client.setStreamMetadata('$all', {})
    await expect(readAll()).rejects.toMatchObject(denied)
  })

  test('a metastream goes by $mr and $mw of its stream, whatever is done to it', async ({
    skip,
  }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient(`ops:${password}`)
    const stream = unique('s')
    const metastream = `$$${stream}`
    const metadata = jsonEvent({ type: '$metadata', data: {} })
    const closed = ['$admins']
    const acl = (rights: object) => target().client.setStreamMetadata(stream, { acl: rights })

    await acl({ metaReadRoles: closed, metaWriteRoles: closed })
    await ops.appendToStream(stream, event)
    await expectReadable(ops, stream)
    await expect(ops.appendToStream(metastream, metadata)).rejects.toMatchObject(denied)
    await expect(expectReadable(ops, metastream)).rejects.toMatchObject(denied)
    await expect(ops.deleteStream(metastream)).rejects.toMatchObject(denied)
    await expect(ops.tombstoneStream(metastream)).rejects.toMatchObject(denied)

    await acl({ readRoles: closed, writeRoles: closed, deleteRoles: closed })
    await expectReadable(ops, metastream)
    await ops.appendToStream(metastream, metadata)
    await expectReadable(ops, stream)
  })

  test('the metadata of a system stream is for admins', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient(`ops:${password}`)
    const stream = `$${unique('s')}`
    await expect(ops.setStreamMetadata(stream, {})).rejects.toMatchObject(denied)
    await expect(ops.getStreamMetadata(stream)).rejects.toMatchObject(denied)
    await target().client.setStreamMetadata(stream, { acl: { writeRoles: ['ops'] } })
    await ops.appendToStream(stream, event)
  })

  test('a tombstone needs the right to delete', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient(`ops:${password}`)
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { acl: { deleteRoles: ['$admins'] } })
    await expect(ops.tombstoneStream(stream)).rejects.toMatchObject(denied)
    await target().client.tombstoneStream(stream)
  })

  test('the right is asked before the expected revision is looked at', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient(`ops:${password}`)
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, {
      acl: { readRoles: ['$admins'], writeRoles: ['$admins'] },
    })
    const appended = ops.appendToStream(stream, event, { expectedRevision: 7n })
    await expect(appended).rejects.toMatchObject(denied)
    await expect(expectReadable(ops, stream)).rejects.toMatchObject(denied)
  })

  test('a role is a user, a group, or $all; one may stand as a string', async ({ skip }) => {
    skip(insecure(), 'without TLS there are no users')
    const ops = target().newClient(`ops:${password}`)
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
    const credentials = { username: 'ops', password }
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
