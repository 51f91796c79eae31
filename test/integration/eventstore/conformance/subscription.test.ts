/** Catch-up subscriptions to streams and to `$all`. */
import {
  binaryEvent,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type Filter,
  type Position,
  type StreamSubscription,
} from '@eventstore/db-client'
import { expect, onTestFinished, test } from 'vitest'
import { numbered, numberOf, until } from '#test/support/eventstore/clients.ts'
import { conformance, password, unique } from '#test/support/eventstore/conformance.ts'

/** What a subscription does, in the order it does it. */
function record(subscription: StreamSubscription | AllStreamSubscription) {
  const log: (number | string)[] = []
  const events: AllStreamResolvedEvent[] = []
  let failure: unknown
  subscription
    .on('confirmation', () => log.push('confirmed'))
    .on('caughtUp', () => log.push('caught up'))
    .on('error', (error) => (failure = error))
    .on('data', (data) => {
      const resolved = data as AllStreamResolvedEvent
      events.push(resolved)
      if (resolved.event?.type === 'Numbered') log.push(numberOf(resolved.event))
    })
  onTestFinished(() => void subscription.unsubscribe())
  const numbers = () => log.filter((entry) => typeof entry === 'number')
  return { log, events, numbers, failure: () => failure }
}

conformance('A subscription to a stream', (target) => {
  const append = (stream: string, ...numbers: number[]) =>
    target().client.appendToStream(stream, numbers.map(numbered))

  test('confirmation, history, caught up, live', async () => {
    const stream = unique('s')
    await append(stream, 0, 1)
    const { log } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await append(stream, 2)
    await until(() => log.includes(2))
    expect(log).toEqual(['confirmed', 0, 1, 'caught up', 2])
  })

  test('the start revision is exclusive', async () => {
    const stream = unique('s')
    await append(stream, 0, 1, 2)
    const { log, numbers } = record(target().client.subscribeToStream(stream, { fromRevision: 1n }))
    await until(() => log.includes('caught up'))
    expect(numbers()).toEqual([2])
  })

  test('END takes only what is written from now on', async () => {
    const stream = unique('s')
    await append(stream, 0, 1)
    const { log, numbers } = record(
      target().client.subscribeToStream(stream, { fromRevision: 'end' }),
    )
    await until(() => log.includes('caught up'))
    await append(stream, 2)
    await until(() => numbers().length > 0)
    expect(numbers()).toEqual([2])
  })

  test('a missing stream is confirmed and waited for', async () => {
    const stream = unique('s')
    const { log } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await append(stream, 0)
    await until(() => log.includes(0))
    expect(log).toEqual(['confirmed', 'caught up', 0])
  })

  test('a tombstone ends it with stream deleted', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const { log, failure } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await target().client.tombstoneStream(stream)
    await until(() => failure() !== undefined)
    expect(failure()).toMatchObject({ type: 'stream-deleted', streamName: stream })
  })

  test('a stream that is tombstoned already: stream deleted', async () => {
    const stream = unique('s')
    await target().client.tombstoneStream(stream)
    const { failure } = record(target().client.subscribeToStream(stream))
    await until(() => failure() !== undefined)
    expect(failure()).toMatchObject({ type: 'stream-deleted' })
  })

  test('history shows what the metadata leaves visible', async () => {
    const stream = unique('s')
    await append(stream, 0, 1, 2, 3)
    await target().client.setStreamMetadata(stream, { truncateBefore: 2 })
    const { log, numbers } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    expect(numbers()).toEqual([2, 3])
  })

  test('a recreated stream goes on at the next revision', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const { log, events } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await target().client.deleteStream(stream)
    await append(stream, 1)
    await until(() => log.includes(1))
    expect(events.map(({ event }) => event?.revision)).toEqual([0n, 1n])
  })

  test('links are resolved when asked for', async () => {
    const [stream, links] = [unique('s'), unique('l')]
    await append(stream, 7)
    await target().client.appendToStream(
      links,
      binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) }),
    )
    const { log, events } = record(
      target().client.subscribeToStream(links, { resolveLinkTos: true }),
    )
    await until(() => log.includes('caught up'))
    expect(events[0]).toMatchObject({ event: { streamId: stream }, link: { streamId: links } })
  })

  test('beyond the end: waits until the stream has come that far', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const { log, numbers } = record(target().client.subscribeToStream(stream, { fromRevision: 3n }))
    await until(() => log.includes('caught up'))
    await append(stream, 1, 2, 3)
    await append(stream, 4)
    await until(() => numbers().length > 0)
    expect(numbers()).toEqual([4])
  })

  test('what is written before a tombstone comes, then the tombstone, then stream deleted', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const { log, events, failure } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    const { client } = target()
    await Promise.all([append(stream, 1, 2), client.tombstoneStream(stream)])
    await until(() => failure() !== undefined)
    expect(failure()).toMatchObject({ type: 'stream-deleted' })
    const revisions = events.map(({ event }) => event?.revision)
    expect(revisions).toEqual([0n, 1n, 2n, 2n ** 63n - 1n])
    expect(events.at(-1)?.event?.type).toBe('$streamDeleted')
  })

  test('a missing stream that is tombstoned while it is waited for: stream deleted', async () => {
    const stream = unique('s')
    const { log, failure } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await target().client.tombstoneStream(stream)
    await until(() => failure() !== undefined)
    expect(failure()).toMatchObject({ type: 'stream-deleted', streamName: stream })
  })

  test('a deleted stream shows nothing of its history; after it is written again, what is new', async () => {
    const stream = unique('s')
    await append(stream, 0, 1)
    await target().client.deleteStream(stream)
    const waiting = record(target().client.subscribeToStream(stream))
    await until(() => waiting.log.includes('caught up'))
    await append(stream, 2)
    const later = record(target().client.subscribeToStream(stream))
    await until(() => waiting.log.includes(2) && later.log.includes('caught up'))
    expect(waiting.log).toEqual(['confirmed', 'caught up', 2])
    expect(later.log).toEqual(['confirmed', 2, 'caught up'])
  })

  test('a metastream: the newest metadata, then each change', async () => {
    const stream = unique('s')
    const { client } = target()
    for (const maxCount of [1, 2]) await client.setStreamMetadata(stream, { maxCount })
    const { log, events } = record(client.subscribeToStream(`$$${stream}`))
    await until(() => log.includes('caught up'))
    for (const maxCount of [3, 4]) await client.setStreamMetadata(stream, { maxCount })
    await until(() => events.length === 3)
    expect(events.map(({ event }) => event?.data)).toEqual(
      [2, 3, 4].map(($maxCount) => ({ $maxCount })),
    )
  })

  test('live, everything comes, also what the metadata hides from a later read', async () => {
    const stream = unique('s')
    await target().client.setStreamMetadata(stream, { maxCount: 1 })
    const { log, numbers } = record(target().client.subscribeToStream(stream))
    await until(() => log.includes('caught up'))
    await append(stream, 0, 1, 2)
    await until(() => log.includes(2))
    expect(numbers()).toEqual([0, 1, 2])
  })

  test('a stream that the user may not read: access denied', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const stream = unique('s')
    await append(stream, 0)
    await target().client.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } })
    const { failure } = record(target().newClient('anonymous').subscribeToStream(stream))
    await until(() => failure() !== undefined)
    expect(failure()).toMatchObject({ type: 'access-denied' })
  })

  test('one whose right to read is taken away is dropped, and gets nothing that comes later', async ({
    skip,
  }) => {
    skip(!target().secure, 'without TLS there are no users')
    const stream = unique('s')
    await append(stream, 0)
    const ops = record(target().newClient(`ops:${password}`).subscribeToStream(stream))
    const other = record(target().client.subscribeToStream(stream))
    await until(() => ops.log.includes('caught up') && other.log.includes('caught up'))
    await target().client.setStreamMetadata(stream, { acl: { readRoles: ['$ops'] } })
    await append(stream, 1)
    await until(() => ops.log.includes(1))
    await target().client.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } })
    await until(() => ops.failure() !== undefined)
    expect(ops.failure()).toMatchObject({ type: 'access-denied' })
    await append(stream, 2)
    await until(() => other.log.includes(2))
    expect(ops.numbers()).toEqual([0, 1])
  })

  test('no gap and no double from history to live, while others append', async () => {
    const stream = unique('s')
    const total = 2000
    await append(stream, 0)
    const appended = (async () => {
      for (let n = 1; n < total; n += 20)
        await append(stream, ...Array.from({ length: Math.min(20, total - n) }, (_, i) => n + i))
    })()
    const late = Array.from({ length: 5 }, () => record(target().client.subscribeToStream(stream)))
    await appended
    const all = Array.from({ length: total }, (_, n) => n)
    for (const { numbers } of late) {
      await until(() => numbers().length >= total)
      expect(numbers()).toEqual(all)
    }
  })

  test('one that was ended is sent nothing more, and others go on', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const [first, second] = [0, 1].map(() => target().client.subscribeToStream(stream))
    const [ended, other] = [record(first!), record(second!)]
    await until(() => ended.log.includes('caught up') && other.log.includes('caught up'))
    await first!.unsubscribe()
    await append(stream, 1)
    await until(() => other.log.includes(1))
    expect(ended.numbers()).toEqual([0])
  })
})

conformance('A subscription to $all', (target) => {
  const append = (stream: string, ...numbers: number[]) =>
    target().client.appendToStream(stream, numbers.map(numbered))

  test('the start position is exclusive', async () => {
    const stream = unique('s')
    const { position } = await append(stream, 0)
    await append(stream, 1)
    const { log, events } = record(target().client.subscribeToAll({ fromPosition: position! }))
    await until(() => log.includes('caught up'))
    const own = events.filter(({ event }) => event?.streamId === stream)
    expect(own.map(({ event }) => numberOf(event))).toEqual([1])
  })

  test('one whose right to $all is taken away is dropped, with a filter too', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    skip(!target().own, 'who may read $all is not the suite’s to change on another’s server')
    const { client } = target()
    await client.setStreamMetadata('$all', { acl: { readRoles: ['$ops'] } })
    const ops = target().newClient(`ops:${password}`)
    const filter = streamNameFilter({ prefixes: [unique('none')] })
    const dropped = [record(ops.subscribeToAll()), record(ops.subscribeToAll({ filter }))]
    await until(() => dropped.every(({ log }) => log.includes('caught up')))
    await client.setStreamMetadata('$all', {})
    await until(() => dropped.every(({ failure }) => failure() !== undefined))
    for (const { failure } of dropped) expect(failure()).toMatchObject({ type: 'access-denied' })
  })

  test('START begins before the first event', async () => {
    const { log, events } = record(target().client.subscribeToAll())
    await until(() => log.includes('caught up'))
    for await (const first of target().client.readAll({ maxCount: 1 }))
      expect(events[0]?.event?.id).toBe(first.event?.id)
  })

  test('END takes only what is written from now on', async () => {
    const stream = unique('s')
    await append(stream, 0)
    const filter = streamNameFilter({ prefixes: [stream] })
    const { log } = record(target().client.subscribeToAll({ fromPosition: 'end', filter }))
    await until(() => log.includes('caught up'))
    await append(stream, 1)
    await until(() => log.includes(1))
    expect(log).toEqual(['confirmed', 'caught up', 1])
  })

  const filters: [string, (tag: string) => Filter][] = [
    ['a stream prefix', (tag) => streamNameFilter({ prefixes: [`${tag}-a`] })],
    ['several stream prefixes', (tag) => streamNameFilter({ prefixes: ['none', `${tag}-a`] })],
    ['a stream regex', (tag) => streamNameFilter({ regex: `^${tag}-a$` })],
    ['a type prefix', (tag) => eventTypeFilter({ prefixes: [`${tag}.A`] })],
    ['a type regex', (tag) => eventTypeFilter({ regex: `^${tag}.A$` })],
  ]

  test.each(filters)('filtered by %s, in history and live', async (_name, filterFor) => {
    const tag = unique('f')
    const write = async (n: number) => {
      for (const name of ['a', 'b'])
        await target().client.appendToStream(
          `${tag}-${name}`,
          jsonEvent({ type: `${tag}.${name.toUpperCase()}`, data: { n } }),
        )
    }
    await write(0)
    const { log, events } = record(target().client.subscribeToAll({ filter: filterFor(tag) }))
    await until(() => log.includes('caught up'))
    await write(1)
    await until(() => events.length >= 2)
    expect(events.map(({ event }) => [event?.streamId, numberOf(event)])).toEqual([
      [`${tag}-a`, 0],
      [`${tag}-a`, 1],
    ])
  })

  test('excludeSystemEvents leaves out what has a type that begins with $', async () => {
    const stream = unique('s')
    await append(stream, 0)
    await target().client.setStreamMetadata(stream, { maxCount: 5 })
    await append(stream, 1)
    const { log, events } = record(
      target().client.subscribeToAll({ filter: excludeSystemEvents() }),
    )
    await until(() => log.includes('caught up'))
    expect(events.some(({ event }) => event?.type.startsWith('$'))).toBe(false)
    expect(events.filter(({ event }) => event?.streamId === stream)).toHaveLength(2)
  })

  test('a checkpoint comes for every window times interval of considered events, matching or not', async () => {
    const stream = unique('s')
    const { position: before } = await append(stream, 0)
    const considered = 100
    const { position: last } = await append(
      unique('other'),
      ...Array.from({ length: considered }, (_, n) => n),
    )
    const checkpoints: Position[] = []
    const filter = streamNameFilter({
      prefixes: [stream],
      maxSearchWindow: 10,
      checkpointInterval: 2,
      checkpointReached: (_subscription, position) => {
        checkpoints.push(position)
        return Promise.resolve()
      },
    })
    record(target().client.subscribeToAll({ fromPosition: before!, filter }))
    await until(() => checkpoints.length >= considered / 20)
    expect(checkpoints[considered / 20 - 1]?.commit).toBeLessThanOrEqual(last!.commit)
    const ordered = checkpoints.map(({ commit }) => commit)
    expect(ordered).toEqual(ordered.toSorted((a, b) => Number(a - b)))
  })

  /** Events and checkpoints of a filtered subscription, in their order. */
  function recordFiltered(
    fromPosition: Position | 'end',
    prefix: string,
    { window, interval }: { window: number; interval: number },
  ) {
    const checkpoints: bigint[] = []
    const filter = streamNameFilter({
      prefixes: [prefix],
      maxSearchWindow: window,
      checkpointInterval: interval,
      checkpointReached: (_subscription, { commit }) => {
        checkpoints.push(commit)
        recorded.log.push('checkpoint')
        return Promise.resolve()
      },
    })
    const recorded = record(target().client.subscribeToAll({ fromPosition, filter }))
    return { ...recorded, checkpoints }
  }

  test('a checkpoint comes where the history ends, at the last event that was sent', async () => {
    const stream = unique('s')
    const { position: before } = await append(unique('other'), 0)
    const { position: sent } = await append(stream, 1)
    await append(unique('other'), 2)
    const { log, checkpoints } = recordFiltered(before!, stream, { window: 1000, interval: 1 })
    await until(() => log.includes('caught up'))
    expect(log).toEqual(['confirmed', 1, 'checkpoint', 'caught up'])
    expect(checkpoints).toEqual([sent!.commit])
  })

  test('no checkpoint comes where nothing was read', async () => {
    const stream = unique('s')
    const { log } = recordFiltered('end', stream, { window: 1000, interval: 1 })
    await until(() => log.includes('caught up'))
    await append(stream, 1)
    await until(() => log.includes(1))
    expect(log).toEqual(['confirmed', 'caught up', 1])
  })

  test('live, too, a checkpoint comes for every window times interval', async () => {
    const stream = unique('s')
    const { log, checkpoints } = recordFiltered('end', stream, { window: 5, interval: 2 })
    await until(() => log.includes('caught up'))
    const positions: bigint[] = []
    for (let n = 0; n < 20; n += 1) {
      const { position } = await append(unique('other'), n)
      positions.push(position!.commit)
    }
    await until(() => checkpoints.length === 2)
    expect(checkpoints).toEqual([positions[9], positions[19]])
  })

  test('a subscription from a checkpoint misses nothing', async () => {
    const stream = unique('s')
    const { position: before } = await append(
      unique('other'),
      ...Array.from({ length: 64 }, (_, n) => n),
    )
    let checkpoint: Position | undefined
    const first = record(
      target().client.subscribeToAll({
        fromPosition: before!,
        filter: streamNameFilter({
          prefixes: [stream],
          maxSearchWindow: 1,
          checkpointInterval: 1,
          checkpointReached: (_subscription, position) => {
            checkpoint ??= position
            return Promise.resolve()
          },
        }),
      }),
    )
    await append(stream, 0)
    await until(() => first.log.includes(0) && checkpoint !== undefined)
    await append(stream, 1)
    const filter = streamNameFilter({ prefixes: [stream] })
    const resumed = record(target().client.subscribeToAll({ fromPosition: checkpoint!, filter }))
    await until(() => resumed.log.includes(1))
    expect(resumed.numbers().at(-1)).toBe(1)
  })

  test('commit position is the original’s', async () => {
    const [stream, links] = [unique('s'), unique('l')]
    await append(stream, 7)
    await target().client.appendToStream(
      links,
      binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) }),
    )
    const filter = streamNameFilter({ prefixes: [links] })
    const { events } = record(target().client.subscribeToAll({ filter, resolveLinkTos: true }))
    await until(() => events.length > 0)
    expect(events[0]?.event?.streamId).toBe(stream)
    expect(events[0]?.commitPosition).toBe(events[0]?.link?.position?.commit)
  })

  test('beyond the end: only what comes after that position', async () => {
    const stream = unique('s')
    const { position } = await append(stream, 0)
    const beyond = { commit: position!.commit + 2n ** 40n, prepare: position!.prepare + 2n ** 40n }
    const filter = streamNameFilter({ prefixes: [stream] })
    const ahead = record(target().client.subscribeToAll({ fromPosition: beyond, filter }))
    const level = record(target().client.subscribeToAll({ fromPosition: position!, filter }))
    await until(() => ahead.log.includes('caught up') && level.log.includes('caught up'))
    await append(stream, 1)
    await until(() => level.log.includes(1))
    expect(ahead.numbers()).toEqual([])
  })

  test('no gap and no double with a filter and links, while others append', async () => {
    const [source, links] = [unique('s'), unique('l')]
    const total = 300
    await append(source, ...Array.from({ length: total }, (_, n) => n))
    const link = (n: number) =>
      target().client.appendToStream(
        links,
        binaryEvent({ type: '$>', data: Buffer.from(`${n}@${source}`) }),
      )
    await link(0)
    const appended = (async () => {
      for (let n = 1; n < total; n += 1) await Promise.all([link(n), append(unique('other'), n)])
    })()
    const filter = eventTypeFilter({ regex: String.raw`^\$>$` })
    const late = Array.from({ length: 3 }, () =>
      record(target().client.subscribeToAll({ filter, resolveLinkTos: true })),
    )
    await appended
    for (const { events } of late) {
      const own = () => events.filter(({ link: at }) => at?.streamId === links)
      await until(() => own().length >= total)
      expect(own().map(({ event }) => numberOf(event))).toEqual(
        Array.from({ length: total }, (_, n) => n),
      )
    }
  })

  test('no gap and no double from history to live, while others append', async () => {
    const stream = unique('s')
    const total = 2000
    const filter = streamNameFilter({ prefixes: [stream] })
    await append(stream, 0)
    const appended = (async () => {
      for (let n = 1; n < total; n += 1) await append(stream, n)
    })()
    const { numbers } = record(target().client.subscribeToAll({ filter }))
    await appended
    await until(() => numbers().length >= total)
    expect(numbers()).toEqual(Array.from({ length: total }, (_, n) => n))
  })
})
