/** What Append and BatchAppend say on the wire, beneath what the client shows. */
import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { status, type ServiceError } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'
import { identifier, nameIn, readOnWire } from '#test/support/eventstore/wire.ts'

interface Chunk {
  readonly correlation?: string | shared.UUID
  readonly stream?: string
  readonly expected?: (options: streams.BatchAppendReq.Options) => void
  readonly id?: shared.UUID
  readonly deadline?: Date
  readonly final?: boolean
  readonly data?: Uint8Array
  readonly properties?: Record<string, string>
}

const json = { type: 'Thing', 'content-type': 'application/json' }

const uuid = (id: string | shared.UUID) =>
  typeof id === 'string' ? new shared.UUID().setString(id) : id

const structured = (most: string, least: string) =>
  new shared.UUID().setStructured(
    new shared.UUID.Structured().setMostSignificantBits(most).setLeastSignificantBits(least),
  )

function batchRequest(chunk: Chunk): streams.BatchAppendReq {
  const request = new streams.BatchAppendReq()
  const { correlation = randomUUID(), id = randomUUID() } = chunk
  request.setCorrelationId(uuid(correlation))
  if (chunk.stream !== undefined) {
    const options = new streams.BatchAppendReq.Options()
    options.setStreamIdentifier(identifier(chunk.stream))
    if (chunk.expected) chunk.expected(options)
    else options.setAny(new empty.Empty())
    const deadline = chunk.deadline ?? new Date(Date.now() + 10_000)
    options.setDeadline(timestamp.Timestamp.fromDate(deadline))
    request.setOptions(options)
  }
  const proposed = new streams.BatchAppendReq.ProposedMessage()
  proposed.setId(uuid(id))
  for (const [key, value] of Object.entries(chunk.properties ?? json))
    proposed.getMetadataMap().set(key, value)
  proposed.setData(chunk.data ?? Buffer.from('{}'))
  request.addProposedMessages(proposed)
  return request.setIsFinal(chunk.final ?? true)
}

conformance('BatchAppend on the wire', (target) => {
  function open() {
    const call = target().raw.streams.batchAppend(target().metadata)
    const responses: streams.BatchAppendResp[] = []
    let failure: ServiceError | undefined
    call.on('data', (response: streams.BatchAppendResp) => responses.push(response))
    call.on('error', (error: ServiceError) => (failure = error))
    onTestFinished(() => call.cancel())
    return { call, responses, failure: () => failure }
  }

  async function answer(...chunks: Chunk[]) {
    const { call, responses } = open()
    for (const chunk of chunks) call.write(batchRequest(chunk))
    await until(() => responses.length > 0)
    return responses[0]!
  }

  const errorName = (response: streams.BatchAppendResp) =>
    response.getError()?.getDetails()?.getTypeUrl()

  test('each correlation id is answered once, in whatever chunks its events come', async () => {
    const { call, responses } = open()
    const [a, b] = [randomUUID(), randomUUID()]
    const stream = unique('s')
    call.write(batchRequest({ correlation: a, stream, final: false }))
    call.write(batchRequest({ correlation: b, stream: unique('s') }))
    call.write(batchRequest({ correlation: a, final: true }))
    await until(() => responses.length === 2)
    call.write(batchRequest({ stream: unique('s') }))
    await until(() => responses.length === 3)
    const ids = responses.map((response) => response.getCorrelationId()?.getString())
    expect(new Set(ids.slice(0, 2))).toEqual(new Set([a, b]))
    const first = responses.find((response) => response.getCorrelationId()?.getString() === a)
    expect(first?.getSuccess()?.getCurrentRevision()).toBe('1')
  })

  test('the client ends its side: what is pending is answered, then the call ends', async () => {
    const { call, responses } = open()
    const ended = new Promise((resolve) => call.on('end', resolve))
    call.write(batchRequest({ stream: unique('s') }))
    call.end()
    await ended
    expect(responses).toHaveLength(1)
  })

  test('wrong expected version is ALREADY_EXISTS, with stream, expected and current revision', async () => {
    const stream = unique('s')
    const expected = (options: streams.BatchAppendReq.Options) => options.setStreamPosition('7')
    const response = await answer({ stream, expected })
    expect(response.getError()?.getCode()).toBe(status.ALREADY_EXISTS)
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.WrongExpectedVersion')
    expect(nameIn(response.getStreamIdentifier())).toBe(stream)
    const details = shared.WrongExpectedVersion.deserializeBinary(
      response.getError()!.getDetails()!.getValue_asU8(),
    )
    expect(details.getExpectedStreamPosition()).toBe('7')
    expect(details.hasCurrentNoStream()).toBe(true)
  })

  test('a tombstoned stream is NOT_FOUND with StreamDeleted', async () => {
    const stream = unique('s')
    await target().client.tombstoneStream(stream)
    const response = await answer({ stream })
    expect(response.getError()?.getCode()).toBe(status.NOT_FOUND)
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.StreamDeleted')
  })

  test('a deadline that has passed is DEADLINE_EXCEEDED with Timeout, and nothing is written', async () => {
    const stream = unique('s')
    const response = await answer({ stream, deadline: new Date(Date.now() - 1000) })
    expect(response.getError()?.getCode()).toBe(status.DEADLINE_EXCEEDED)
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.Timeout')
    const read = async () => {
      for await (const _ of target().client.readStream(stream));
    }
    await expect(read()).rejects.toMatchObject({ type: 'stream-not-found' })
  })

  test('not final in time is Timeout, and what comes later is not answered again', async () => {
    const { call, responses } = open()
    const correlation = randomUUID()
    const deadline = new Date(Date.now() + 100)
    call.write(batchRequest({ correlation, stream: unique('s'), deadline, final: false }))
    await until(() => responses.length === 1)
    expect(errorName(responses[0]!)).toBe('type.googleapis.com/event_store.client.Timeout')
    call.write(batchRequest({ correlation, final: true }))
    call.write(batchRequest({ stream: unique('s') }))
    await until(() => responses.length === 2)
    expect(responses[1]?.hasSuccess()).toBe(true)
  })

  test('over the size limit is INVALID_ARGUMENT with the limit, answered once though chunks follow', async () => {
    const { call, responses } = open()
    const correlation = randomUUID()
    const data = new Uint8Array(1_048_577)
    call.write(batchRequest({ correlation, stream: unique('s'), data, final: false }))
    call.write(batchRequest({ correlation, final: true }))
    call.write(batchRequest({ stream: unique('s') }))
    await until(() => responses.length === 2)
    const error = responses[0]!.getError()!
    expect(error.getCode()).toBe(status.INVALID_ARGUMENT)
    expect(error.getDetails()?.getTypeUrl()).toBe(
      'type.googleapis.com/event_store.client.MaximumAppendSizeExceeded',
    )
    const details = shared.MaximumAppendSizeExceeded.deserializeBinary(
      error.getDetails()!.getValue_asU8(),
    )
    expect(details.getMaxappendsize()).toBe(1_048_576)
    expect(responses[1]?.hasSuccess()).toBe(true)
  })

  const badRequests: [string, Chunk][] = [
    ['an event without a type', { properties: { 'content-type': 'application/json' } }],
    ['an event without a content type', { properties: { type: 'Thing' } }],
    ['an event whose id is no UUID', { id: uuid('not-a-uuid') }],
    ['nothing expected', { expected: () => undefined }],
  ]

  test.each(badRequests)(
    '%s is INVALID_ARGUMENT with BadRequest, and the others on the call go on',
    async (_name, chunk) => {
      const { call, responses } = open()
      const stream = unique('s')
      call.write(batchRequest({ stream, ...chunk }))
      call.write(batchRequest({ stream: unique('s') }))
      await until(() => responses.length === 2)
      const refused = responses.find((response) => response.hasError())!
      expect(refused.getError()?.getCode()).toBe(status.INVALID_ARGUMENT)
      expect(errorName(refused)).toBe('type.googleapis.com/event_store.client.BadRequest')
      expect(nameIn(refused.getStreamIdentifier())).toBe(stream)
      expect(responses.find((response) => response.hasSuccess())).toBeDefined()
    },
  )

  test('without the right to write it is PERMISSION_DENIED with AccessDenied, without waiting for the rest', async ({
    skip,
  }) => {
    skip(!target().own && !target().secure, 'without users everybody may')
    const response = await answer({ stream: '$all', final: false })
    expect(response.getError()?.getCode()).toBe(status.PERMISSION_DENIED)
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.AccessDenied')
    expect(nameIn(response.getStreamIdentifier())).toBe('$all')
  })

  test('a deadline that has passed is answered without waiting for the rest', async () => {
    const deadline = new Date(Date.now() - 1000)
    const response = await answer({ stream: unique('s'), deadline, final: false })
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.Timeout')
  })

  test('a chunk without options whose correlation id is unknown is passed over', async () => {
    const { call, responses, failure } = open()
    call.write(batchRequest({ final: true }))
    call.write(batchRequest({ stream: unique('s') }))
    await until(() => responses.length === 1)
    expect(responses[0]?.hasSuccess()).toBe(true)
    expect(failure()).toBeUndefined()
  })

  test('a correlation id may be used again once it was answered', async () => {
    const { call, responses } = open()
    const correlation = randomUUID()
    const stream = unique('s')
    for (const answers of [1, 2]) {
      call.write(batchRequest({ correlation, stream }))
      await until(() => responses.length === answers)
    }
    const revisions = responses.map((response) => response.getSuccess()?.getCurrentRevision())
    expect(revisions).toEqual(['0', '1'])
  })

  test('only the options of the first chunk count', async () => {
    const correlation = randomUUID()
    const [stream, other] = [unique('s'), unique('s')]
    const response = await answer(
      { correlation, stream, final: false },
      { correlation, stream: other, final: true },
    )
    expect(nameIn(response.getStreamIdentifier())).toBe(stream)
    expect(response.getSuccess()?.getCurrentRevision()).toBe('1')
  })

  test('two appends whose chunks alternate keep to themselves', async () => {
    const { call, responses } = open()
    const appends = [unique('s'), unique('s')].map((stream) => ({
      stream,
      correlation: randomUUID(),
      ids: [randomUUID(), randomUUID(), randomUUID()],
    }))
    for (const n of [0, 1, 2])
      for (const { stream, correlation, ids } of appends)
        call.write(
          batchRequest({
            correlation,
            id: uuid(ids[n]!),
            final: n === 2,
            ...(n === 0 && { stream }),
          }),
        )
    await until(() => responses.length === 2)
    for (const { stream, ids } of appends) {
      const found = await readOnWire(target(), stream)
      expect(
        found.map((response) => response.getEvent()?.getEvent()?.getId()?.getString()),
      ).toEqual(ids)
    }
  })

  test('the client ends its side amid an append: that is Timeout when its time has come, then the call ends', async ({
    skip,
  }) => {
    skip(!target().own, 'EventStoreDB never answers it')
    const { call, responses } = open()
    const ended = new Promise((resolve) => call.on('end', resolve))
    const deadline = new Date(Date.now() + 100)
    call.write(batchRequest({ stream: unique('s'), deadline, final: false }))
    call.end()
    await ended
    expect(responses.map(errorName)).toEqual(['type.googleapis.com/event_store.client.Timeout'])
  })

  test('structured UUIDs are taken as ids of events and as correlation ids, and given back', async () => {
    const stream = unique('s')
    const correlation = structured('-2', '9223372036854775807')
    const response = await answer({ correlation, stream, id: structured('1', '-1') })
    expect(response.getCorrelationId()?.getStructured()?.toObject()).toEqual({
      mostSignificantBits: '-2',
      leastSignificantBits: '9223372036854775807',
    })
    const [read] = await readOnWire(target(), stream)
    expect(read?.getEvent()?.getEvent()?.getId()?.getString()).toBe(
      '00000000-0000-0001-ffff-ffffffffffff',
    )
  })

  test('success has the revision and the position; a retry that can’t be read any more has no position', async () => {
    const stream = unique('s')
    const id = uuid(randomUUID())
    const written = (await answer({ stream, id })).getSuccess()
    expect(written?.getCurrentRevision()).toBe('0')
    expect(written?.getPosition()?.getCommitPosition()).toBe(
      written?.getPosition()?.getPreparePosition(),
    )
    await target().client.deleteStream(stream)
    const retried = (await answer({ stream, id })).getSuccess()
    expect(retried?.getCurrentRevision()).toBe('0')
    expect(retried?.hasNoPosition()).toBe(true)
  })
})

conformance('Append on the wire', (target) => {
  interface AppendCall {
    readonly stream?: string
    readonly properties?: Record<string, string>
    readonly id?: shared.UUID
    /** The id of a second event. */
    readonly more?: shared.UUID
    readonly data?: Uint8Array
    readonly expected?: (options: streams.AppendReq.Options) => void
  }

  function append({ stream, properties = json, id, more, data, expected }: AppendCall) {
    return new Promise<streams.AppendResp>((resolve, reject) => {
      const call = target().raw.streams.append(target().metadata, (error, response) =>
        error ? reject(error) : resolve(response),
      )
      if (stream !== undefined) {
        const options = new streams.AppendReq.Options().setStreamIdentifier(identifier(stream))
        if (expected) expected(options)
        else options.setAny(new shared.Empty())
        call.write(new streams.AppendReq().setOptions(options))
      }
      for (const eventId of [id ?? uuid(randomUUID()), ...(more ? [more] : [])]) {
        const proposed = new streams.AppendReq.ProposedMessage().setId(eventId)
        for (const [key, value] of Object.entries(properties))
          proposed.getMetadataMap().set(key, value)
        proposed.setData(data ?? new Uint8Array())
        call.write(new streams.AppendReq().setProposedMessage(proposed))
      }
      call.end()
    })
  }

  const trailers = async (call: Promise<unknown>) => {
    const error = (await call.then(
      () => undefined,
      (error: unknown) => error,
    )) as ServiceError
    return { code: error.code, ...error.metadata.getMap() }
  }

  test('wrong expected version is a response, with the current and the expected revision', async () => {
    const stream = unique('s')
    await append({ stream })
    const response = await append({ stream, expected: (options) => options.setRevision('9') })
    const wrong = response.getWrongExpectedVersion()
    expect(wrong?.getCurrentRevision()).toBe('0')
    expect(wrong?.getExpectedRevision()).toBe('9')
  })

  test.each<[string, (options: streams.AppendReq.Options) => void, object]>([
    ['any', (options) => options.setAny(new shared.Empty()), { expectedAny: {} }],
    ['no_stream', (options) => options.setNoStream(new shared.Empty()), { expectedNoStream: {} }],
    [
      'stream_exists',
      (options) => options.setStreamExists(new shared.Empty()),
      { expectedStreamExists: {} },
    ],
  ])('it repeats that %s was expected', async (_name, expected, echoed) => {
    const stream = unique('s')
    const known = uuid(randomUUID())
    await append({ stream, id: known })
    const response = await append({ stream, id: known, more: uuid(randomUUID()), expected })
    expect(response.getWrongExpectedVersion()?.toObject()).toMatchObject(echoed)
  })

  test('nothing expected is INVALID_ARGUMENT', async () => {
    const refused = trailers(append({ stream: unique('s'), expected: () => undefined }))
    expect(await refused).toMatchObject({ code: status.INVALID_ARGUMENT })
  })

  test('over the size limit is INVALID_ARGUMENT with exception and maximum-append-size', async () => {
    const data = new Uint8Array(1_048_577)
    expect(await trailers(append({ stream: unique('s'), data }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': '1048576',
    })
  })

  test('without the right to write it is PERMISSION_DENIED with exception', async ({ skip }) => {
    skip(!target().own && !target().secure, 'without users everybody may')
    expect(await trailers(append({ stream: '$all' }))).toMatchObject({
      code: status.PERMISSION_DENIED,
      exception: 'access-denied',
    })
  })

  test('the right to write is asked before the events are looked at', async ({ skip }) => {
    skip(!target().own && !target().secure, 'without users everybody may')
    const data = new Uint8Array(1_048_577)
    expect(await trailers(append({ stream: '$all', data }))).toMatchObject({
      exception: 'access-denied',
    })
  })

  test('events without options are UNKNOWN', async () => {
    expect(await trailers(append({}))).toMatchObject({ code: status.UNKNOWN })
  })

  test('a name that trailers can’t carry is sanitised in them', async ({ skip }) => {
    skip(!target().own, 'EventStoreDB fails the call with HTTP 500')
    const stream = unique('größe\u0007✓')
    await target().client.tombstoneStream(stream)
    const found = await trailers(append({ stream }))
    expect(found).toMatchObject({ exception: 'stream-deleted' })
    expect((found as Record<string, unknown>)['stream-name']).toMatch(/^[\u0020-\u007e]+$/)
  })

  test('a tombstoned stream is FAILED_PRECONDITION with exception and stream-name', async () => {
    const stream = unique('s')
    await target().client.tombstoneStream(stream)
    expect(await trailers(append({ stream }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      exception: 'stream-deleted',
      'stream-name': stream,
    })
  })

  test.each([['type'], ['content-type']])(
    'without %s: INVALID_ARGUMENT, with what is required',
    async (name) => {
      const properties = Object.fromEntries(Object.entries(json).filter(([key]) => key !== name))
      expect(await trailers(append({ stream: unique('s'), properties }))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      })
    },
  )

  test('a structured UUID is big-endian, its halves signed', async () => {
    const stream = unique('s')
    await append({ stream, id: structured('-1', '1') })
    for await (const { event } of target().client.readStream(stream))
      expect(event?.id).toBe('ffffffff-ffff-ffff-0000-000000000001')
  })
})
