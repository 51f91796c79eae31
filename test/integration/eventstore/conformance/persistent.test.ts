/** Persistent subscriptions to streams and to `$all`. */
import {
  binaryEvent,
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  streamNameFilter,
  type ResolvedEvent,
} from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { numbered, numberOf, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { conformance, password, unique } from '#test/support/eventstore/conformance.ts'
import { ack, consume, groupsOf, type Delivered } from '#test/support/eventstore/groups.ts'

conformance('A persistent subscription to a stream', (target) => {
  const { created, append, join, infoOf } = groupsOf(target)

  test('confirmation has the id stream::group, then events come with a retry count', async () => {
    const group = await created({}, [0, 1])
    const consumer = join(group)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.subscription.id).toBe(`${group.stream}::${group.group}`)
    expect(consumer.numbers()).toEqual([0, 1])
    expect(consumer.retries()).toEqual([0, 0])
  })

  test('what is written later is delivered', async () => {
    const group = await created({}, [0])
    const consumer = join(group)
    await until(() => consumer.delivered.length === 1)
    await append(group.stream, 1)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.numbers()).toEqual([0, 1])
  })

  test('END begins with what is written from now on', async () => {
    const group = await created({ startFrom: 'end' }, [0])
    const consumer = join(group)
    await until(consumer.confirmed)
    await append(group.stream, 1)
    await until(() => consumer.delivered.length === 1)
    expect(consumer.numbers()).toEqual([1])
  })

  test('the start revision is inclusive', async () => {
    const consumer = join(await created({ startFrom: 1n }, [0, 1, 2]))
    await until(() => consumer.delivered.length === 2)
    expect(consumer.numbers()).toEqual([1, 2])
  })

  test('a consumer gets as many at once as its buffer is large, and more as it answers', async () => {
    const waiting: Delivered[] = []
    const consumer = join(await created({}, [0, 1, 2, 3, 4]), (event) => waiting.push(event), 2)
    await until(() => waiting.length === 2)
    await consumer.subscription.ack(...waiting)
    await until(() => waiting.length === 4)
    expect(consumer.numbers()).toEqual([0, 1, 2, 3])
  })

  test('nack retry: it comes again with the count one higher, before new events', async () => {
    const group = await created({}, [0, 1, 2])
    const consumer = join(
      group,
      (event, subscription) =>
        numberOf(event.event) === 0 && event.retryCount === 0
          ? subscription.nack('retry', 'not yet', event)
          : subscription.ack(event),
      1,
    )
    await until(() => consumer.delivered.length === 4)
    expect(consumer.numbers()).toEqual([0, 0, 1, 2])
    expect(consumer.retries()).toEqual([0, 1, 0, 0])
  })

  test('after maxRetryCount retries it is parked', async () => {
    const group = await created({ maxRetryCount: 2 }, [0])
    const consumer = join(group, (event, subscription) => subscription.nack('retry', 'no', event))
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 1n)
    expect(consumer.retries()).toEqual([0, 1, 2])
  })

  test('nack park: it stands in the parked stream as a link, with when, why and which', async () => {
    const group = await created({}, [7])
    join(group, (event, subscription) => subscription.nack('park', 'broken label', event))
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 1n)
    const parked = `$persistentsubscription-${group.stream}::${group.group}-parked`
    const links: ResolvedEvent[] = []
    for await (const link of target().client.readStream(parked)) links.push(link)
    expect(links).toHaveLength(1)
    expect(links[0]?.event?.type).toBe('$>')
    const { data } = links[0]!.event!
    expect(Buffer.from(data as Uint8Array).toString()).toBe(`0@${group.stream}`)
    expect(links[0]?.event?.metadata).toMatchObject({
      added: expect.any(String) as string,
      reason: expect.stringContaining('broken label') as string,
    })
    expect(links[0]?.event?.metadata).not.toHaveProperty('subscriptionEventNumber')
    expect(await numbersIn(target().client.readStream(parked, { resolveLinkTos: true }))).toEqual([
      7,
    ])
  })

  /** What stands in a group's parked stream: where each link leads, and the number that it was parked with. */
  const parkedLinks = async ({ stream, group }: { stream: string; group: string }) => {
    const found: [link: string, number: unknown][] = []
    const parked = `$persistentsubscription-${stream}::${group}-parked`
    for await (const { event } of target().client.readStream(parked)) {
      const { subscriptionEventNumber } = event!.metadata as { subscriptionEventNumber?: unknown }
      found.push([Buffer.from(event!.data as Uint8Array).toString(), subscriptionEventNumber])
    }
    return found
  }

  test('which event was parked is left out where it is 0, else its revision', async () => {
    const group = await created({}, [7, 8, 9])
    join(group, (event, subscription) => subscription.nack('park', '', event))
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 3n)
    expect(await parkedLinks(group)).toEqual([
      [`0@${group.stream}`, undefined],
      [`1@${group.stream}`, 1],
      [`2@${group.stream}`, 2],
    ])
  })

  test('of a link its target is parked, under the number of the link', async () => {
    const source = unique('s')
    await append(source, 5)
    const group = await created({ resolveLinkTos: true }, [4])
    const data = Buffer.from(`0@${source}`)
    await target().client.appendToStream(group.stream, binaryEvent({ type: '$>', data }))
    const consumer = join(group, (event, subscription) => subscription.nack('park', '', event))
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 2n)
    expect((await parkedLinks(group)).at(-1)).toEqual([`0@${source}`, 1])
    await target().client.replayParkedMessagesToStream(group.stream, group.group)
    await until(() => consumer.delivered.length === 4)
    expect(consumer.numbers()).toEqual([4, 5, 4, 5])
  })

  test('parked messages come back on replay with retry count 0, and are parked no more', async () => {
    const group = await created({}, [0, 1])
    let parking = true
    const consumer = join(group, (event, subscription) =>
      parking ? subscription.nack('park', 'later', event) : subscription.ack(event),
    )
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 2n)
    parking = false
    await target().client.replayParkedMessagesToStream(group.stream, group.group)
    await until(() => consumer.delivered.length === 4)
    expect(consumer.numbers().slice(2)).toEqual([0, 1])
    expect(consumer.retries().slice(2)).toEqual([0, 0])
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 0n)
  })

  test('a replay stops at stopAt', async () => {
    const group = await created({}, [0, 1, 2])
    let parking = true
    const consumer = join(group, (event, subscription) =>
      parking ? subscription.nack('park', 'later', event) : subscription.ack(event),
    )
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 3n)
    parking = false
    await target().client.replayParkedMessagesToStream(group.stream, group.group, { stopAt: 2 })
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 1n)
    await until(() => consumer.delivered.length === 5)
    expect(consumer.numbers().slice(3)).toEqual([0, 1])
  })

  test('nack skip: it does not come again', async () => {
    const group = await created({}, [0, 1])
    const consumer = join(group, (event, subscription) => subscription.nack('skip', '', event), 1)
    await until(() => consumer.delivered.length === 2)
    await append(group.stream, 2)
    await until(() => consumer.delivered.length === 3)
    expect(consumer.numbers()).toEqual([0, 1, 2])
  })

  test('no answer within the message timeout counts as a retry', async () => {
    const group = await created({ messageTimeout: 100 }, [0])
    const consumer = join(group, (event, subscription) =>
      event.retryCount === 0 ? undefined : subscription.ack(event),
    )
    await until(() => consumer.delivered.length === 2)
    expect(consumer.retries()).toEqual([0, 1])
  })

  test('what a lost consumer had goes to another, with the count one higher', async () => {
    const group = await created({}, [0, 1])
    const first = join(group, () => undefined)
    await until(() => first.delivered.length === 2)
    const second = join(group)
    await until(second.confirmed)
    await first.subscription.unsubscribe()
    await until(() => second.delivered.length === 2)
    expect(second.numbers()).toEqual([0, 1])
    expect(second.retries()).toEqual([1, 1])
  })

  test('links: the id to answer with is the link’s', async () => {
    const source = unique('s')
    const group = await created({ resolveLinkTos: true })
    await append(source, 5)
    await target().client.appendToStream(
      group.stream,
      binaryEvent({ type: '$>', data: Buffer.from(`0@${source}`) }),
    )
    const consumer = join(group)
    await until(() => consumer.delivered.length === 1)
    expect(consumer.delivered[0]?.event?.streamId).toBe(source)
    expect(consumer.delivered[0]?.link?.streamId).toBe(group.stream)
    await until(async () => (await infoOf(group)).stats.totalInFlightMessages === 0)
  })

  test('RoundRobin: each consumer in turn', async () => {
    const group = await created({ consumerStrategyName: 'RoundRobin' })
    const consumers = [join(group), join(group)]
    await until(() => consumers.every((consumer) => consumer.confirmed()))
    await append(group.stream, 0, 1, 2, 3)
    await until(() => consumers.flatMap(({ delivered }) => delivered).length === 4)
    expect(consumers.map(({ delivered }) => delivered.length)).toEqual([2, 2])
  })

  test('DispatchToSingle: one consumer until it is full, then the next', async () => {
    const group = await created({ consumerStrategyName: 'DispatchToSingle' })
    const consumers = [join(group, () => undefined, 3), join(group, () => undefined, 3)]
    await until(() => consumers.every((consumer) => consumer.confirmed()))
    await append(group.stream, 0, 1, 2, 3)
    await until(() => consumers.flatMap(({ delivered }) => delivered).length === 4)
    const counts = consumers.map(({ delivered }) => delivered.length)
    expect(new Set(counts)).toEqual(new Set([3, 1]))
  })

  test('Pinned: all events of a stream to the same consumer', async () => {
    const group = await created({ consumerStrategyName: 'Pinned', resolveLinkTos: true })
    const consumers = [join(group), join(group)]
    await until(() => consumers.every((consumer) => consumer.confirmed()))
    const sources = Array.from({ length: 8 }, () => unique('p'))
    for (const source of sources) {
      await append(source, 0, 1, 2)
      for (const revision of [0, 1, 2])
        await target().client.appendToStream(
          group.stream,
          binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${source}`) }),
        )
    }
    await until(() => consumers.flatMap(({ delivered }) => delivered).length === 24)
    for (const source of sources) {
      const receivers = consumers.filter(({ delivered }) =>
        delivered.some(({ event }) => event?.streamId === source),
      )
      expect(receivers).toHaveLength(1)
    }
  })

  test('a checkpoint is kept as a $SubscriptionCheckpoint, and a new start goes on after it', async () => {
    const group = await created(
      { checkPointLowerBound: 1, checkPointUpperBound: 2, checkPointAfter: 100 },
      [0, 1, 2, 3],
    )
    const consumer = join(group)
    await until(() => consumer.delivered.length === 4)
    await until(async () => (await infoOf(group)).stats.lastCheckpointedEventRevision === 3n)
    const stream = `$persistentsubscription-${group.stream}::${group.group}-checkpoint`
    const checkpoints: unknown[] = []
    for await (const { event } of target().client.readStream(stream)) {
      expect(event?.type).toBe('$SubscriptionCheckpoint')
      checkpoints.push(event?.data)
    }
    expect(checkpoints).toEqual(['3'])
    await target().client.updatePersistentSubscriptionToStream(
      group.stream,
      group.group,
      settings({ startFrom: 'start' }),
    )
    const next = join(group)
    await until(next.confirmed)
    await append(group.stream, 4)
    await until(() => next.delivered.length === 1)
    expect(next.numbers()).toEqual([4])
  })

  test('an update drops the consumers', async () => {
    const group = await created()
    const consumer = join(group)
    await until(consumer.confirmed)
    await target().client.updatePersistentSubscriptionToStream(
      group.stream,
      group.group,
      settings({ startFrom: 'start', maxRetryCount: 3 }),
    )
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject({ type: 'persistent-subscription-dropped' })
    expect((await infoOf(group)).settings.maxRetryCount).toBe(3)
  })

  test('a deletion drops the consumers, with stream and group', async () => {
    const group = await created()
    const consumer = join(group)
    await until(consumer.confirmed)
    await target().client.deletePersistentSubscriptionToStream(group.stream, group.group)
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject({
      type: 'persistent-subscription-dropped',
      streamName: group.stream,
      groupName: group.group,
    })
  })

  const missing = { type: 'persistent-subscription-does-not-exist' }

  test('a group that is not there: does not exist, for reading, info, update, delete and replay', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    const consumer = join({ stream, group })
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject({ ...missing, streamName: stream, groupName: group })
    const { client } = target()
    await expect(infoOf({ stream, group })).rejects.toMatchObject(missing)
    await expect(
      client.updatePersistentSubscriptionToStream(stream, group, settings()),
    ).rejects.toMatchObject(missing)
    await expect(client.deletePersistentSubscriptionToStream(stream, group)).rejects.toMatchObject(
      missing,
    )
    await expect(client.replayParkedMessagesToStream(stream, group)).rejects.toMatchObject(missing)
  })

  test('a group that is there already: exists', async () => {
    const { stream, group } = await created()
    await expect(
      target().client.createPersistentSubscriptionToStream(stream, group, settings()),
    ).rejects.toMatchObject({
      type: 'persistent-subscription-exists',
      streamName: stream,
      groupName: group,
    })
  })

  test('a read batch as large as the history buffer: failed', async () => {
    await expect(created({ readBatchSize: 20, historyBufferSize: 20 })).rejects.toMatchObject({
      type: 'persistent-subscription-failed',
    })
  })

  test('more consumers than allowed: maximum subscribers reached', async () => {
    const group = await created({ maxSubscriberCount: 1 })
    const first = join(group)
    await until(first.confirmed)
    const second = join(group)
    await until(() => second.failure() !== undefined)
    expect(second.failure()).toMatchObject({
      type: 'maximum-subscribers-reached',
      streamName: group.stream,
      groupName: group.group,
    })
  })

  test('info has source, group, settings, connections and figures', async () => {
    const group = await created({ maxRetryCount: 4, extraStatistics: true }, [0, 1, 2])
    const consumer = join(group, (event, subscription) =>
      numberOf(event.event) === 0 ? subscription.ack(event) : undefined,
    )
    await until(async () => (await infoOf(group)).stats.totalInFlightMessages === 2)
    await until(() => consumer.delivered.length === 3)
    const info = await infoOf(group)
    expect(info).toMatchObject({
      eventSource: group.stream,
      groupName: group.group,
      settings: { startFrom: 'start', maxRetryCount: 4, maxSubscriberCount: 'unbounded' },
      stats: { totalItems: 3n, totalInFlightMessages: 2, lastKnownEventRevision: 2n },
    })
    expect(info.stats.lastCheckpointedEventRevision).toBeUndefined()
    expect(info.connections).toHaveLength(1)
    expect(info.connections[0]).toMatchObject({ inFlightMessages: 2, availableSlots: 8 })
    expect(info.connections[0]?.connectionName).not.toBe('')
    expect([...(info.connections[0]?.extraStatistics?.keys() ?? [])]).toContain('quintile 3')
  })

  test.each([
    ['start' as const, 'start'],
    ['end' as const, 'end'],
    [5n, 5n],
  ])('info says where it starts: %s', async (startFrom, expected) => {
    const info = await infoOf(await created({ startFrom }))
    expect(info.settings.startFrom).toBe(expected)
  })

  test('list: the groups of a stream, and all', async () => {
    const group = await created()
    const second = unique('g')
    await target().client.createPersistentSubscriptionToStream(group.stream, second, settings())
    const ofStream = await target().client.listPersistentSubscriptionsToStream(group.stream)
    expect(new Set(ofStream.map(({ groupName }) => groupName))).toEqual(
      new Set([group.group, second]),
    )
    const all = await target().client.listAllPersistentSubscriptions()
    expect(all.map(({ groupName }) => groupName)).toEqual(
      expect.arrayContaining([group.group, second]),
    )
  })

  test('listing a stream that never had a group: does not exist, with an empty group', async () => {
    await expect(
      target().client.listPersistentSubscriptionsToStream(unique('s')),
    ).rejects.toMatchObject({ ...missing, groupName: '' })
  })

  test('creation appends $PersistentConfig', async () => {
    const before = new Date()
    await created()
    const options = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const
    const config = target().client.readStream('$persistentSubscriptionConfig', options)
    for await (const { event } of config) {
      expect(event?.type).toBe('$PersistentConfig')
      expect(event!.created.getTime()).toBeGreaterThanOrEqual(before.getTime() - 1)
    }
  })

  test('an event id that stands twice in the stream is delivered twice', async () => {
    const group = await created()
    const event = numbered(1)
    await target().client.appendToStream(group.stream, event, { expectedRevision: 'no_stream' })
    await target().client.appendToStream(group.stream, event, { expectedRevision: 0n })
    const consumer = join(group)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.delivered.map(({ event }) => event?.revision)).toEqual([0n, 1n])
  })
})

conformance('A persistent subscription to $all', (target) => {
  const append = (stream: string, ...numbers: number[]) =>
    target().client.appendToStream(stream, numbers.map(numbered))

  test('filtered, from the start, then live', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    await append(stream, 0, 1)
    const filter = streamNameFilter({ prefixes: [stream] })
    await target().client.createPersistentSubscriptionToAll(
      group,
      allSettings({ startFrom: 'start' }),
      { filter },
    )
    const consumer = consume(target().client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(() => consumer.delivered.length === 2)
    await append(stream, 2)
    await until(() => consumer.delivered.length === 3)
    expect(consumer.numbers()).toEqual([0, 1, 2])
    expect(consumer.subscription.id).toBe(`$all::${group}`)
  })

  test('the start position is inclusive', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    const { position } = await append(stream, 0)
    await append(stream, 1)
    await target().client.createPersistentSubscriptionToAll(
      group,
      allSettings({ startFrom: position! }),
      { filter: streamNameFilter({ prefixes: [stream] }) },
    )
    const consumer = consume(target().client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.numbers()).toEqual([0, 1])
  })

  test('a start beyond the last position: failed', async () => {
    const startFrom = { commit: 2n ** 40n, prepare: 2n ** 40n }
    await expect(
      target().client.createPersistentSubscriptionToAll(unique('g'), allSettings({ startFrom })),
    ).rejects.toMatchObject({ type: 'persistent-subscription-failed', streamName: '$all' })
  })

  test('an update keeps the filter', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    const filter = streamNameFilter({ prefixes: [stream] })
    const { client } = target()
    await client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: 'end' }), {
      filter,
    })
    await client.updatePersistentSubscriptionToAll(group, allSettings({ startFrom: 'end' }))
    const consumer = consume(client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(consumer.confirmed)
    await append(unique('other'), 0)
    await append(stream, 1)
    await until(() => consumer.delivered.length > 0)
    expect(consumer.numbers()).toEqual([1])
  })

  test('its checkpoint is a position, and neither that nor what it parks is seen in $all', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    await append(stream, 0, 1)
    await target().client.createPersistentSubscriptionToAll(
      group,
      allSettings({ startFrom: 'start', checkPointUpperBound: 1, checkPointLowerBound: 1 }),
      { filter: streamNameFilter({ prefixes: [stream] }) },
    )
    consume(target().client.subscribeToPersistentSubscriptionToAll(group), (event, subscription) =>
      numberOf(event.event) === 0
        ? subscription.nack('park', 'no', event)
        : subscription.ack(event),
    )
    const checkpointStream = `$persistentsubscription-$all::${group}-checkpoint`
    const checkpointed = async () => {
      const { stats } = await target().client.getPersistentSubscriptionToAllInfo(group)
      return stats.lastCheckpointedEventPosition !== undefined && stats.parkedMessageCount === 1n
    }
    await until(checkpointed)
    const options = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const
    for await (const { event } of target().client.readStream(checkpointStream, options))
      expect(event?.data).toMatch(/^C:\d+\/P:\d+$/)
    const hidden: string[] = []
    for await (const { event } of target().client.readAll())
      if (event && /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/.test(event.streamId))
        hidden.push(event.streamId)
    expect(hidden).toEqual([])
  })

  test.each([
    ['start' as const, 'start'],
    ['end' as const, 'end'],
  ])('info says where it starts: %s', async (startFrom, expected) => {
    const group = unique('g')
    await target().client.createPersistentSubscriptionToAll(group, allSettings({ startFrom }))
    const info = await target().client.getPersistentSubscriptionToAllInfo(group)
    expect(info.settings.startFrom).toBe(expected)
    const listed = await target().client.listPersistentSubscriptionsToAll()
    expect(listed.map(({ groupName }) => groupName)).toContain(group)
  })
})

conformance('Managing persistent subscriptions', (target) => {
  test('only admins and operators may', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const [stream, group] = [unique('s'), unique('g')]
    const ops = target().newClient(`ops:${password}`)
    await ops.createPersistentSubscriptionToStream(stream, group, settings())
    const anonymous = target().newClient('anonymous')
    await expect(
      anonymous.createPersistentSubscriptionToStream(stream, unique('g'), settings()),
    ).rejects.toMatchObject({ type: 'access-denied' })
  })
})
