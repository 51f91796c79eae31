/** Reading streams and `$all`. */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import {
  binaryEvent,
  jsonEvent,
  type AllStreamResolvedEvent,
  type Position,
} from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { numbered, numberOf, numbersIn } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'

const link = (stream: string, revision: number) =>
  binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) })

conformance('Read of a stream', (target) => {
  const filled = async (count = 5) => {
    const stream = unique('s')
    const events = Array.from({ length: count }, (_, n) => numbered(n))
    await target().client.appendToStream(stream, events)
    return stream
  }

  test('forwards from the start, in order', async () => {
    expect(await numbersIn(target().client.readStream(await filled()))).toEqual([0, 1, 2, 3, 4])
  })

  test('the start revision is inclusive forwards', async () => {
    const events = target().client.readStream(await filled(), { fromRevision: 3n })
    expect(await numbersIn(events)).toEqual([3, 4])
  })

  test('the start revision is inclusive backwards', async () => {
    const options = { fromRevision: 2n, direction: 'backwards' } as const
    const events = target().client.readStream(await filled(), options)
    expect(await numbersIn(events)).toEqual([2, 1, 0])
  })

  test('backwards END is the last event', async () => {
    const options = { fromRevision: 'end', direction: 'backwards' } as const
    const events = target().client.readStream(await filled(), options)
    expect(await numbersIn(events)).toEqual([4, 3, 2, 1, 0])
  })

  test('count ends the read', async () => {
    const events = target().client.readStream(await filled(), { fromRevision: 1n, maxCount: 2 })
    expect(await numbersIn(events)).toEqual([1, 2])
  })

  test('beyond the end there is nothing', async () => {
    const events = target().client.readStream(await filled(), { fromRevision: 99n })
    expect(await numbersIn(events)).toEqual([])
  })

  test('more events than fit a page come in order', async () => {
    const events = target().client.readStream(await filled(3000))
    expect(await numbersIn(events)).toEqual(Array.from({ length: 3000 }, (_, n) => n))
  })

  test('a missing stream: not found', async () => {
    const stream = unique('s')
    await expect(numbersIn(target().client.readStream(stream))).rejects.toMatchObject({
      type: 'stream-not-found',
      streamName: stream,
    })
  })

  test('a soft-deleted stream: not found', async () => {
    const stream = await filled()
    await target().client.deleteStream(stream)
    await expect(numbersIn(target().client.readStream(stream))).rejects.toMatchObject({
      type: 'stream-not-found',
    })
  })

  test('a tombstoned stream: stream deleted', async () => {
    const stream = await filled()
    await target().client.tombstoneStream(stream)
    await expect(numbersIn(target().client.readStream(stream))).rejects.toMatchObject({
      type: 'stream-deleted',
      streamName: stream,
    })
  })

  test('an existing but fully truncated stream: no events, no error', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 5 })
    expect(await numbersIn(target().client.readStream(stream))).toEqual([])
  })

  test('commit is prepare is the event’s own position', async () => {
    for await (const { event, commitPosition } of target().client.readStream(await filled())) {
      expect(event?.position?.commit).toBe(event?.position?.prepare)
      expect(commitPosition).toBe(event?.position?.commit)
    }
  })

  test('a link is resolved to its target when asked for, else returned as it is', async () => {
    const stream = await filled(1)
    const links = unique('l')
    await target().client.appendToStream(links, link(stream, 0))
    for await (const resolved of target().client.readStream(links, { resolveLinkTos: true })) {
      expect(resolved.event?.streamId).toBe(stream)
      expect(resolved.link?.streamId).toBe(links)
      expect(resolved.commitPosition).toBe(resolved.link?.position?.commit)
    }
    for await (const resolved of target().client.readStream(links)) {
      expect(resolved.event).toMatchObject({ streamId: links, type: '$>' })
      expect(resolved.link).toBeUndefined()
    }
  })

  test('a link whose target is gone comes without an event', async () => {
    const stream = await filled(1)
    const links = unique('l')
    await target().client.appendToStream(links, link(stream, 0))
    await target().client.deleteStream(stream)
    for await (const resolved of target().client.readStream(links, { resolveLinkTos: true })) {
      expect(resolved.event).toBeUndefined()
      expect(resolved.link?.type).toBe('$>')
    }
  })

  test('a read in the protocol’s other UUID form gives the same id, and no stream positions', async () => {
    const stream = await filled(1)
    const options = new streams.ReadReq.Options()
    const source = new streams.ReadReq.Options.StreamOptions()
    const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))
    options.setStream(source.setStreamIdentifier(name).setStart(new shared.Empty()))
    options.setCount('1')
    options.setNoFilter(new shared.Empty())
    options.setUuidOption(
      new streams.ReadReq.Options.UUIDOption().setStructured(new shared.Empty()),
    )
    const call = target().raw.streams.read(
      new streams.ReadReq().setOptions(options),
      target().metadata,
    )
    const responses: streams.ReadResp[] = []
    for await (const response of call as AsyncIterable<streams.ReadResp>) responses.push(response)
    const structured = responses[0]?.getEvent()?.getEvent()?.getId()?.getStructured()
    const half = (text = '0') => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, '0')
    const id =
      half(structured?.getMostSignificantBits()) + half(structured?.getLeastSignificantBits())
    const { event } = await firstOf(target().client.readStream(stream, { maxCount: 1 }))
    expect(id).toBe(event?.id.replaceAll('-', ''))
    expect(responses.every((response) => response.hasEvent())).toBe(true)
  })
})

async function firstOf<T>(events: AsyncIterable<T>): Promise<T> {
  for await (const event of events) return event
  throw new Error('There is no event.')
}

conformance('Read of $all', (target) => {
  const all = async (options: Parameters<ReturnType<typeof target>['client']['readAll']>[0]) => {
    const found: AllStreamResolvedEvent[] = []
    for await (const resolved of target().client.readAll(options)) found.push(resolved)
    return found
  }

  const threeEvents = async () => {
    const stream = unique('s')
    const positions: Position[] = []
    for (const n of [0, 1, 2]) {
      const { position } = await target().client.appendToStream(stream, numbered(n))
      positions.push(position!)
    }
    return { stream, positions }
  }

  const numbersOf = (found: AllStreamResolvedEvent[], stream: string) =>
    found.filter(({ event }) => event?.streamId === stream).map(({ event }) => numberOf(event))

  test('forwards is inclusive of the position', async () => {
    const { stream, positions } = await threeEvents()
    const found = await all({ fromPosition: positions[1]! })
    expect(numbersOf(found, stream)).toEqual([1, 2])
    expect(found[0]?.event?.position).toEqual(positions[1])
  })

  test('backwards is exclusive of the position', async () => {
    const { stream, positions } = await threeEvents()
    const found = await all({ fromPosition: positions[1]!, direction: 'backwards', maxCount: 1 })
    expect(numbersOf(found, stream)).toEqual([0])
  })

  test('backwards END begins with the last event', async () => {
    const { stream } = await threeEvents()
    const found = await all({ fromPosition: 'end', direction: 'backwards', maxCount: 3 })
    expect(numbersOf(found, stream)).toEqual([2, 1, 0])
  })

  test('forwards END is nothing', async () => {
    await threeEvents()
    expect(await all({ fromPosition: 'end' })).toEqual([])
  })

  test('backwards START is nothing', async () => {
    expect(await all({ fromPosition: 'start', direction: 'backwards' })).toEqual([])
  })

  test('the first position is after zero, and the log is never empty', async () => {
    const [first] = await all({ maxCount: 1 })
    expect(first?.event?.position?.commit).toBeGreaterThanOrEqual(0n)
  })

  test('deleted and truncated streams are still in $all', async () => {
    const { stream, positions } = await threeEvents()
    await target().client.deleteStream(stream)
    expect(numbersOf(await all({ fromPosition: positions[0]! }), stream)).toEqual([0, 1, 2])
  })

  test('a tombstone is a $streamDeleted event at revision 2^63-1', async () => {
    const { stream, positions } = await threeEvents()
    await target().client.tombstoneStream(stream)
    const found = await all({ fromPosition: positions[2]! })
    const last = found.findLast(({ event }) => event?.streamId === stream)
    expect(last?.event).toMatchObject({ type: '$streamDeleted', revision: 2n ** 63n - 1n })
  })

  type Expression = streams.ReadReq.Options.FilterOptions.Expression

  /** The client filters only subscriptions, the protocol also reads. */
  async function filtered(
    set: (filter: streams.ReadReq.Options.FilterOptions, expression: Expression) => void,
    backwards: boolean,
    count = 1000,
  ) {
    const { Options } = streams.ReadReq
    const filter = new Options.FilterOptions().setCount(new shared.Empty())
    set(filter, new Options.FilterOptions.Expression())
    const source = new Options.AllOptions()
    if (backwards) source.setEnd(new shared.Empty())
    else source.setStart(new shared.Empty())
    const options = new Options().setAll(source).setFilter(filter).setCount(String(count))
    if (backwards) options.setReadDirection(Options.ReadDirection.BACKWARDS)
    options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
    const call = target().raw.streams.read(
      new streams.ReadReq().setOptions(options),
      target().metadata,
    )
    const found: string[] = []
    for await (const response of call as AsyncIterable<streams.ReadResp>) {
      const event = response.getEvent()?.getEvent()
      const name = event?.getStreamIdentifier()?.getStreamName_asU8() ?? []
      found.push(`${event?.getStreamRevision()}@${Buffer.from(name).toString()}`)
    }
    return found
  }

  type SetFilter = Parameters<typeof filtered>[0]
  const filters: [string, (tag: string) => SetFilter][] = [
    ['a stream prefix', (tag) => (f, e) => f.setStreamIdentifier(e.setPrefixList([`${tag}-a`]))],
    [
      'any of several stream prefixes',
      (tag) => (f, e) => f.setStreamIdentifier(e.setPrefixList(['no-such', `${tag}-a`])),
    ],
    ['a stream regex', (tag) => (f, e) => f.setStreamIdentifier(e.setRegex(`^${tag}-a$`))],
    ['a type prefix', (tag) => (f, e) => f.setEventType(e.setPrefixList([`${tag}.A`]))],
    ['a type regex', (tag) => (f, e) => f.setEventType(e.setRegex(`^${tag}.A$`))],
    [
      'a regex that is not empty, before the prefixes',
      (tag) => (f, e) =>
        f.setStreamIdentifier(e.setRegex(`^${tag}-a$`).setPrefixList([`${tag}-b`])),
    ],
  ]

  test.each(filters)('filtered by %s, both directions', async (_name, filterFor) => {
    const tag = unique('f')
    for (const name of ['a', 'b'])
      await target().client.appendToStream(
        `${tag}-${name}`,
        [0, 1].map((n) => jsonEvent({ type: `${tag}.${name.toUpperCase()}`, data: { n } })),
      )
    const filter = filterFor(tag)
    expect(await filtered(filter, false)).toEqual([`0@${tag}-a`, `1@${tag}-a`])
    expect(await filtered(filter, true)).toEqual([`1@${tag}-a`, `0@${tag}-a`])
    expect(await filtered(filter, false, 1)).toEqual([`0@${tag}-a`])
  })

  test('a filter that is not a regular expression is refused', async () => {
    const broken: SetFilter = (filter, expression) =>
      filter.setStreamIdentifier(expression.setRegex('('))
    await expect(filtered(broken, false)).rejects.toMatchObject({
      code: expect.any(Number) as number,
    })
  })

  test('links in $all are resolved when asked for', async () => {
    const { stream, positions } = await threeEvents()
    const links = unique('l')
    await target().client.appendToStream(links, link(stream, 1))
    const found = await all({ fromPosition: positions[2]!, resolveLinkTos: true })
    const resolved = found.find(({ link }) => link?.streamId === links)
    expect(resolved?.event).toMatchObject({ streamId: stream, revision: 1n })
    expect(resolved?.commitPosition).toBe(resolved?.link?.position?.commit)
  })
})
