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

interface Chunk {
  readonly correlation?: string
  readonly stream?: string
  readonly revision?: number
  readonly deadline?: Date
  readonly final?: boolean
  readonly data?: Uint8Array
  readonly properties?: Record<string, string>
}

const identifier = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))

const json = { type: 'Thing', 'content-type': 'application/json' }

function batchRequest(chunk: Chunk): streams.BatchAppendReq {
  const request = new streams.BatchAppendReq()
  request.setCorrelationId(new shared.UUID().setString(chunk.correlation ?? randomUUID()))
  if (chunk.stream !== undefined) {
    const options = new streams.BatchAppendReq.Options()
    options.setStreamIdentifier(identifier(chunk.stream))
    if (chunk.revision === undefined) options.setAny(new empty.Empty())
    else options.setStreamPosition(String(chunk.revision))
    const deadline = chunk.deadline ?? new Date(Date.now() + 10_000)
    options.setDeadline(timestamp.Timestamp.fromDate(deadline))
    request.setOptions(options)
  }
  const proposed = new streams.BatchAppendReq.ProposedMessage()
  proposed.setId(new shared.UUID().setString(randomUUID()))
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
    const response = await answer({ stream, revision: 7 })
    expect(response.getError()?.getCode()).toBe(status.ALREADY_EXISTS)
    expect(errorName(response)).toBe('type.googleapis.com/event_store.client.WrongExpectedVersion')
    expect(Buffer.from(response.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(
      stream,
    )
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

  test('an event without a type is UNKNOWN, and the others on the call go on', async () => {
    const { call, responses } = open()
    call.write(batchRequest({ stream: unique('s'), properties: {} }))
    call.write(batchRequest({ stream: unique('s') }))
    await until(() => responses.length === 2)
    const refused = responses.find((response) => response.hasError())
    expect(refused?.getError()?.getCode()).toBe(status.UNKNOWN)
    expect(responses.find((response) => response.hasSuccess())).toBeDefined()
  })
})

conformance('Append on the wire', (target) => {
  interface AppendCall {
    readonly stream?: string
    readonly properties?: Record<string, string>
    readonly id?: shared.UUID
    readonly expected?: (options: streams.AppendReq.Options) => void
  }

  function append({ stream, properties = json, id, expected }: AppendCall) {
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
      const proposed = new streams.AppendReq.ProposedMessage()
      proposed.setId(id ?? new shared.UUID().setString(randomUUID()))
      for (const [key, value] of Object.entries(properties))
        proposed.getMetadataMap().set(key, value)
      call.write(new streams.AppendReq().setProposedMessage(proposed))
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
    const structured = new shared.UUID.Structured()
    structured.setMostSignificantBits('-1')
    structured.setLeastSignificantBits('1')
    await append({ stream, id: new shared.UUID().setStructured(structured) })
    for await (const { event } of target().client.readStream(stream))
      expect(event?.id).toBe('ffffffff-ffff-ffff-0000-000000000001')
  })
})
