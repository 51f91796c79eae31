/** Reading streams and `$all`. */
import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import {
  binaryEvent,
  jsonEvent,
  type AllStreamResolvedEvent,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { numbered, numberOf, numbersIn } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'
import { identifier, nameIn, readOnWire } from '#test/support/eventstore/wire.ts'

const link = (stream: string, revision: number) =>
  binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) })

conformance('Read of a stream', (target) => {
  const filled = async (count = 5) => {
    const stream = unique('s')
    const events = Array.from({ length: count }, (_, n) => numbered(n))
    await target().client.appendToStream(stream, events)
    return stream
  }

  const resolvedIn = async (stream: string) => {
    const found: ResolvedEvent[] = []
    for await (const resolved of target().client.readStream(stream, { resolveLinkTos: true }))
      found.push(resolved)
    return found
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

  test('a link leads nowhere when its target is tombstoned, truncated, not there or not yet there', async () => {
    const tombstoned = await filled(1)
    await target().client.tombstoneStream(tombstoned)
    const truncated = await filled(3)
    await target().client.setStreamMetadata(truncated, { truncateBefore: 1 })
    const limited = await filled(3)
    await target().client.setStreamMetadata(limited, { maxCount: 1 })
    const links = unique('l')
    await target().client.appendToStream(links, [
      link(tombstoned, 0),
      link(truncated, 0),
      link(limited, 1),
      link(unique('s'), 0),
      link(truncated, 3),
    ])
    const found = await resolvedIn(links)
    expect(found).toHaveLength(5)
    for (const resolved of found) {
      expect(resolved.event).toBeUndefined()
      expect(resolved.link?.streamId).toBe(links)
    }
  })

  test('a link to -1 leads to the last event, and to a link no further than that', async () => {
    const stream = await filled(3)
    const [links, further] = [unique('l'), unique('l')]
    await target().client.appendToStream(links, link(stream, -1))
    await target().client.appendToStream(further, link(links, 0))
    expect((await resolvedIn(links))[0]?.event).toMatchObject({ streamId: stream, revision: 2n })
    expect((await resolvedIn(further))[0]?.event).toMatchObject({ streamId: links, type: '$>' })
  })

  test('what has a link’s type but begins with no revision is an event like any other', async () => {
    const links = unique('l')
    const data = Buffer.from('nothing@all')
    await target().client.appendToStream(links, [
      binaryEvent({ type: '$>', data }),
      binaryEvent({ type: '$>', data: Buffer.from('7') }),
    ])
    const [unreadable, noStream] = await resolvedIn(links)
    expect(unreadable?.event).toMatchObject({ streamId: links, type: '$>' })
    expect(unreadable?.link).toBeUndefined()
    expect(noStream?.event).toBeUndefined()
    expect(noStream?.link).toMatchObject({ streamId: links, revision: 1n })
  })

  test('backwards from the first event there is just that; from beyond the end there are all', async () => {
    const stream = await filled()
    const backwards = (fromRevision: bigint) =>
      numbersIn(target().client.readStream(stream, { fromRevision, direction: 'backwards' }))
    expect(await backwards(0n)).toEqual([0])
    expect(await backwards(99n)).toEqual([4, 3, 2, 1, 0])
    expect(await backwards(2n ** 63n - 1n)).toEqual([4, 3, 2, 1, 0])
  })

  test('as far beyond the end as 2^63-1 there is nothing', async () => {
    const events = target().client.readStream(await filled(), { fromRevision: 2n ** 63n - 1n })
    expect(await numbersIn(events)).toEqual([])
  })

  test('forwards from below what is truncated it begins with the first visible event, and count counts from there', async () => {
    const stream = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 2 })
    const events = target().client.readStream(stream, { fromRevision: 0n, maxCount: 2 })
    expect(await numbersIn(events)).toEqual([2, 3])
  })

  test('backwards it ends with the first visible event, and from below it there is nothing', async () => {
    const stream = await filled(600)
    await target().client.setStreamMetadata(stream, { truncateBefore: 300 })
    const backwards = (fromRevision: bigint, maxCount = 1000) =>
      numbersIn(
        target().client.readStream(stream, { fromRevision, maxCount, direction: 'backwards' }),
      )
    expect(await backwards(302n)).toEqual([302, 301, 300])
    expect(await backwards(300n)).toEqual([300])
    expect(await backwards(299n)).toEqual([])
    expect(await backwards(599n)).toHaveLength(300)
    expect(await backwards(400n, 2)).toEqual([400, 399])
  })

  test('a stream that has nothing but metadata: not found', async () => {
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { maxCount: 1 })
    await expect(numbersIn(target().client.readStream(stream))).rejects.toMatchObject({
      type: 'stream-not-found',
    })
  })

  test('the event carries type, content type and the time in ticks of 100 ns since 1970, as text', async () => {
    const stream = unique('s')
    const before = Date.now()
    await target().client.appendToStream(stream, [
      jsonEvent({ type: 'Json', data: {} }),
      binaryEvent({ type: 'Bytes', data: Buffer.from('{}') }),
    ])
    const after = Date.now()
    const found = await readOnWire(target(), stream)
    const properties = found.map((response) =>
      Object.fromEntries(response.getEvent()?.getEvent()?.getMetadataMap().getEntryList() ?? []),
    )
    expect(properties).toMatchObject([
      { type: 'Json', 'content-type': 'application/json' },
      { type: 'Bytes', 'content-type': 'application/octet-stream' },
    ])
    for (const { created } of properties) {
      const milliseconds = Number(BigInt(created ?? '0') / 10_000n)
      expect(milliseconds).toBeGreaterThanOrEqual(before)
      expect(milliseconds).toBeLessThanOrEqual(after)
    }
  })

  test('only application/json is JSON', async () => {
    const stream = unique('s')
    const options = new streams.AppendReq.Options().setAny(new shared.Empty())
    const proposed = new streams.AppendReq.ProposedMessage()
    proposed.setId(new shared.UUID().setString(randomUUID()))
    proposed.getMetadataMap().set('type', 'Json').set('content-type', 'application/json; v=1')
    await new Promise((resolve, reject) => {
      const call = target().raw.streams.append(target().metadata, (error, response) =>
        error ? reject(error) : resolve(response),
      )
      options.setStreamIdentifier(identifier(stream))
      call.write(new streams.AppendReq().setOptions(options))
      call.end(new streams.AppendReq().setProposedMessage(proposed))
    })
    const [read] = await readOnWire(target(), stream)
    expect(read?.getEvent()?.getEvent()?.getMetadataMap().get('content-type')).toBe(
      'application/octet-stream',
    )
  })

  test('a read in the protocol’s other UUID form gives the same id, and no stream positions', async () => {
    const stream = await filled(1)
    const responses = await readOnWire(target(), stream, { structuredIds: true })
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

  test('beyond the end there is nothing forwards, and backwards it is UNKNOWN', async () => {
    const fromPosition = { commit: 2n ** 62n, prepare: 2n ** 62n }
    expect(await all({ fromPosition })).toEqual([])
    await expect(all({ fromPosition, direction: 'backwards', maxCount: 2 })).rejects.toMatchObject({
      type: 'unknown',
    })
  })

  test('backwards from the very first event there is nothing', async () => {
    const [first] = await all({ maxCount: 1 })
    const { position } = first!.event!
    expect(await all({ fromPosition: position, direction: 'backwards' })).toEqual([])
  })

  test('$maxCount and $tb of a stream hide nothing in $all', async () => {
    const { stream, positions } = await threeEvents()
    await target().client.setStreamMetadata(stream, { maxCount: 1, truncateBefore: 2 })
    expect(numbersOf(await all({ fromPosition: positions[0]! }), stream)).toEqual([0, 1, 2])
  })

  test('the log is never empty', async () => {
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
      found.push(`${event?.getStreamRevision()}@${nameIn(event?.getStreamIdentifier())}`)
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
      'a regex that ignores case, as .NET writes it',
      (tag) => (f, e) => f.setStreamIdentifier(e.setRegex(`(?i)^${tag.toUpperCase()}-A$`)),
    ],
    [
      'a regex with .NET’s anchors',
      (tag) => (f, e) => f.setStreamIdentifier(e.setRegex(`\\A${tag}-a\\z`)),
    ],
    [
      'a regex that looks ahead, with a class of Unicode',
      (tag) => (f, e) => f.setStreamIdentifier(e.setRegex(`^(?!${tag}-b)${tag}-\\p{Ll}$`)),
    ],
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

  test('a count counts what matches, however much is passed over', async () => {
    const tag = unique('f')
    const matching = () => jsonEvent({ type: `${tag}.A`, data: {} })
    const others = () => Array.from({ length: 600 }, (_, n) => numbered(n))
    for (const name of [`${tag}-first`, `${tag}-second`]) {
      await target().client.appendToStream(name, matching())
      await target().client.appendToStream(`${tag}-others`, others())
    }
    const byType: SetFilter = (filter, expression) =>
      filter.setEventType(expression.setPrefixList([tag]))
    const both = [`0@${tag}-first`, `0@${tag}-second`]
    expect(await filtered(byType, false, 2)).toEqual(both)
    expect(await filtered(byType, true, 2)).toEqual(both.toReversed())
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
