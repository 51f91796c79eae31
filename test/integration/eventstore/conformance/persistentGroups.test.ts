/** Groups: what they read, who their consumers are, who may what. */
import { randomUUID } from 'node:crypto'
import {
  binaryEvent,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  streamNameFilter,
  type Filter,
  type PersistentSubscriptionToStreamSettings,
} from '@eventstore/db-client'
import users from '@eventstore/db-client/generated/users_pb.js'
import { expect, onTestFinished, test } from 'vitest'
import { numberOf, until } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'
import { ack, consume, groupsOf } from '#test/support/eventstore/groups.ts'

const nothing = () => undefined

const link = (stream: string, revision: number) =>
  binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) })

conformance('What a group reads', (target) => {
  const { created, append, join, infoOf } = groupsOf(target)

  test.each([
    ['$maxCount', { maxCount: 2 }],
    ['$tb', { truncateBefore: 2 }],
  ])('of a stream with %s, what is visible', async (_name, metadata) => {
    const stream = unique('s')
    await append(stream, 0, 1, 2, 3)
    await target().client.setStreamMetadata(stream, metadata)
    await target().client.createPersistentSubscriptionToStream(
      stream,
      'g',
      settings({ startFrom: 'start' }),
    )
    const consumer = join({ stream, group: 'g' })
    await until(() => consumer.delivered.length === 2)
    await append(stream, 4)
    await until(() => consumer.delivered.length === 3)
    expect(consumer.numbers()).toEqual([2, 3, 4])
  })

  test('of a stream that is deleted and written again, what it had read before, and what is new', async () => {
    const group = await created({}, [0])
    await target().client.deleteStream(group.stream)
    const consumer = join(group)
    await until(consumer.confirmed)
    await append(group.stream, 1)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.delivered.map(({ event }) => event?.revision)).toEqual([0n, 1n])
    expect(consumer.numbers()).toEqual([0, 1])
  })

  test('of a stream that was deleted before, what is new', async () => {
    const stream = unique('s')
    await append(stream, 0)
    await target().client.deleteStream(stream)
    await target().client.createPersistentSubscriptionToStream(
      stream,
      'g',
      settings({ startFrom: 'start' }),
    )
    const consumer = join({ stream, group: 'g' })
    await until(consumer.confirmed)
    await append(stream, 1)
    await until(() => consumer.delivered.length === 1)
    expect(consumer.numbers()).toEqual([1])
  })

  test('of a stream that is tombstoned, the tombstone, if a consumer is there; later ones wait', async () => {
    const group = await created({}, [0])
    const consumer = join(group)
    await until(() => consumer.delivered.length === 1)
    await target().client.tombstoneStream(group.stream)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.delivered[1]?.event).toMatchObject({
      streamId: group.stream,
      type: '$streamDeleted',
      revision: 2n ** 63n - 1n,
    })
    await until(async () => (await infoOf(group)).stats.totalInFlightMessages === 0)
    await consumer.subscription.unsubscribe()
    await until(async () => (await infoOf(group)).connections.length === 0)
    const later = join(group)
    await until(later.confirmed)
    const other = await created({}, [1])
    const witness = join(other)
    await until(() => witness.delivered.length === 1)
    expect(later.delivered).toEqual([])
    expect(later.failure()).toBeUndefined()
  })

  test('whatever the size of the batch, also 0', async () => {
    const consumer = join(await created({ readBatchSize: 0 }, [0, 1]))
    await until(() => consumer.delivered.length === 2)
    expect(consumer.numbers()).toEqual([0, 1])
  })

  test('of a missing stream, what comes', async () => {
    const group = await created()
    const consumer = join(group)
    await until(consumer.confirmed)
    await append(group.stream, 0)
    await until(() => consumer.delivered.length === 1)
    expect(consumer.numbers()).toEqual([0])
  })

  test('without resolveLinkTos the links themselves, and with it links without targets', async () => {
    const source = unique('s')
    await append(source, 7)
    const plain = await created()
    const resolving = await created({ resolveLinkTos: true })
    for (const { stream } of [plain, resolving])
      await target().client.appendToStream(stream, [link(source, 0), link(source, 9)])
    const [links, resolved] = [join(plain), join(resolving)]
    await until(() => links.delivered.length === 2 && resolved.delivered.length === 2)
    expect(links.delivered.map(({ event, link }) => [event?.type, link])).toEqual([
      ['$>', undefined],
      ['$>', undefined],
    ])
    expect(resolved.delivered.map(({ event, link }) => [event?.type, link?.type])).toEqual([
      ['Numbered', '$>'],
      [undefined, '$>'],
    ])
    await until(async () => (await infoOf(resolving)).stats.totalInFlightMessages === 0)
  })

  const filters: [string, (tag: string) => Filter][] = [
    ['a stream prefix', (tag) => streamNameFilter({ prefixes: [`${tag}-a`] })],
    ['several stream prefixes', (tag) => streamNameFilter({ prefixes: ['none', `${tag}-a`] })],
    ['a stream regex', (tag) => streamNameFilter({ regex: `^${tag}-a$` })],
    ['a type prefix', (tag) => eventTypeFilter({ prefixes: [`${tag}.A`] })],
    ['a type regex', (tag) => eventTypeFilter({ regex: `^${tag}.A$` })],
  ]

  test.each(filters)('of $all filtered by %s, in history and live', async (_name, filterFor) => {
    const [tag, group] = [unique('f'), unique('g')]
    const { client } = target()
    const write = async (n: number) => {
      for (const name of ['b', 'a'])
        await client.appendToStream(
          `${tag}-${name}`,
          jsonEvent({ type: `${tag}.${name.toUpperCase()}`, data: { n } }),
        )
    }
    await write(0)
    await client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: 'start' }), {
      filter: filterFor(tag),
    })
    const consumer = consume(client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(() => consumer.delivered.length === 1)
    await write(1)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.delivered.map(({ event }) => [event?.streamId, numberOf(event)])).toEqual([
      [`${tag}-a`, 0],
      [`${tag}-a`, 1],
    ])
  })

  test('of $all: links are resolved when asked for', async () => {
    const [source, links, group] = [unique('s'), unique('l'), unique('g')]
    const { client } = target()
    await append(source, 7)
    await client.appendToStream(links, link(source, 0))
    await client.createPersistentSubscriptionToAll(
      group,
      allSettings({ startFrom: 'start', resolveLinkTos: true }),
      { filter: streamNameFilter({ prefixes: [links] }) },
    )
    const consumer = consume(client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(() => consumer.delivered.length === 1)
    expect(consumer.delivered[0]).toMatchObject({
      event: { streamId: source },
      link: { streamId: links },
    })
  })

  test('of $all: a filter that matches nothing still moves the checkpoint', async () => {
    const group = unique('g')
    const { client } = target()
    await client.createPersistentSubscriptionToAll(
      group,
      allSettings({ startFrom: 'end', checkPointLowerBound: 1, checkPointUpperBound: 5 }),
      { filter: streamNameFilter({ prefixes: [unique('none')] }) },
    )
    const consumer = consume(client.subscribeToPersistentSubscriptionToAll(group), ack)
    await until(consumer.confirmed)
    await append(unique('other'), 0, 1, 2, 3, 4, 5)
    const stats = async () => (await client.getPersistentSubscriptionToAllInfo(group)).stats
    await until(async () => (await stats()).lastCheckpointedEventPosition !== undefined)
    expect(consumer.delivered).toEqual([])
  })

  test('of $all: events in the log’s order, each once, while others append', async () => {
    const [stream, group] = [unique('s'), unique('g')]
    const { client } = target()
    const total = 500
    await client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: 'start' }), {
      filter: excludeSystemEvents(),
    })
    const appended = (async () => {
      for (let n = 0; n < total; n += 1) await append(stream, n)
    })()
    const consumer = consume(client.subscribeToPersistentSubscriptionToAll(group), ack)
    const own = () => consumer.delivered.filter(({ event }) => event?.streamId === stream)
    await appended
    await until(() => own().length >= total)
    expect(own().map(({ event }) => numberOf(event))).toEqual(
      Array.from({ length: total }, (_, n) => n),
    )
  })
})

conformance('Consumers of a group', (target) => {
  const { created, append, join, infoOf } = groupsOf(target)

  test('RoundRobin passes over one that is full, and goes on with those that stay', async () => {
    const group = await created({ consumerStrategyName: 'RoundRobin' })
    const full = join(group, nothing, 1)
    await until(full.confirmed)
    const others = [join(group), join(group)]
    await until(() => others.every((consumer) => consumer.confirmed()))
    const count = (consumer: { delivered: unknown[] }) => consumer.delivered.length
    await append(group.stream, 0, 1, 2, 3, 4)
    await until(() => [full, ...others].reduce((sum, each) => sum + count(each), 0) === 5)
    expect([full, ...others].map(count)).toEqual([1, 2, 2])
    await others[0]!.subscription.unsubscribe()
    await append(group.stream, 5, 6)
    await until(() => count(others[1]!) === 4)
    expect(count(full)).toBe(1)
  })

  test('DispatchToSingle: when the one leaves, the next gets what it had and what comes', async () => {
    const group = await created({ consumerStrategyName: 'DispatchToSingle' })
    const first = join(group, nothing)
    await until(first.confirmed)
    const second = join(group)
    await until(second.confirmed)
    await append(group.stream, 0, 1)
    await until(() => first.delivered.length === 2)
    expect(second.delivered).toEqual([])
    await first.subscription.unsubscribe()
    await append(group.stream, 2)
    await until(() => second.delivered.length === 3)
    expect(second.numbers()).toEqual([0, 1, 2])
  })

  test('Pinned: a stream’s events wait for its consumer, and go to another when it leaves', async () => {
    const group = await created({ consumerStrategyName: 'Pinned' })
    const consumers = [join(group, nothing, 1), join(group, nothing, 1)]
    await until(() => consumers.every((consumer) => consumer.confirmed()))
    await append(group.stream, 0, 1)
    await until(() => consumers.some(({ delivered }) => delivered.length === 1))
    const owner = consumers.find(({ delivered }) => delivered.length > 0)!
    const other = consumers.find((consumer) => consumer !== owner)!
    expect((await infoOf(group)).stats.totalInFlightMessages).toBe(1)
    await owner.subscription.ack(owner.delivered[0]!)
    await until(() => owner.delivered.length === 2)
    expect(other.delivered).toEqual([])
    await owner.subscription.unsubscribe()
    await until(() => other.delivered.length === 1)
    expect(other.numbers()).toEqual([1])
    expect(other.retries()).toEqual([1])
  })

  test('the place of one that leaves can be taken by another', async () => {
    const group = await created({ maxSubscriberCount: 1 }, [0])
    const first = join(group)
    await until(first.confirmed)
    await first.subscription.unsubscribe()
    await until(async () => (await infoOf(group)).connections.length === 0)
    const second = join(group)
    await until(second.confirmed)
    expect(second.failure()).toBeUndefined()
  })

  test('after an update, what was not answered comes again', async () => {
    const group = await created({}, [0, 1])
    const first = join(group, nothing)
    await until(() => first.delivered.length === 2)
    await target().client.updatePersistentSubscriptionToStream(
      group.stream,
      group.group,
      settings({ startFrom: 'start' }),
    )
    await until(() => first.failure() !== undefined)
    const second = join(group)
    await until(() => second.delivered.length === 2)
    expect(second.numbers()).toEqual([0, 1])
    expect(second.retries()).toEqual([0, 0])
  })

  test('a group that was deleted and made again begins anew, but counts what its old parked stream holds', async () => {
    const bounds = { checkPointLowerBound: 1, checkPointUpperBound: 1 }
    const group = await created(bounds, [0, 1])
    join(group, (event, subscription) =>
      numberOf(event.event) === 1 ? subscription.nack('park', '', event) : subscription.ack(event),
    )
    await until(async () => {
      const { stats } = await infoOf(group)
      return stats.parkedMessageCount === 1n && stats.lastCheckpointedEventRevision !== undefined
    })
    const { client } = target()
    await client.deletePersistentSubscriptionToStream(group.stream, group.group)
    await client.createPersistentSubscriptionToStream(
      group.stream,
      group.group,
      settings({ startFrom: 'start' }),
    )
    expect((await infoOf(group)).stats).toMatchObject({ parkedMessageCount: 0n })
    await client.replayParkedMessagesToStream(group.stream, group.group)
    let parking = true
    const consumer = join(group, (event, subscription) =>
      parking ? subscription.nack('park', '', event) : subscription.ack(event),
    )
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 3n)
    parking = false
    await client.replayParkedMessagesToStream(group.stream, group.group)
    await until(() => consumer.delivered.length === 4)
    expect(consumer.numbers()).toEqual([0, 1, 0, 1])
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 0n)
  })

  test.each<Partial<PersistentSubscriptionToStreamSettings>>([
    { maxRetryCount: -1 },
    { maxSubscriberCount: -1 },
    { messageTimeout: 0 },
    { checkPointAfter: 0 },
    { liveBufferSize: 0 },
    { readBatchSize: 0 },
    { checkPointLowerBound: 50, checkPointUpperBound: 5 },
  ])('settings that make no sense are taken: %j', async (senseless) => {
    const group = await created(senseless, [0])
    expect((await infoOf(group)).settings).toMatchObject(senseless)
  })

  test('fewer than no retries: a nack retry parks at once', async () => {
    const group = await created({ maxRetryCount: -1 }, [0])
    const consumer = join(group, (event, subscription) => subscription.nack('retry', '', event))
    await until(async () => (await infoOf(group)).stats.parkedMessageCount === 1n)
    expect(consumer.retries()).toEqual([0])
  })

  test('fewer than no consumers: none may come', async () => {
    const group = await created({ maxSubscriberCount: -1 })
    const consumer = join(group)
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject({ type: 'maximum-subscribers-reached' })
  })

  test('status: behind while there is more than the buffer takes, else live', async () => {
    const buffers = { readBatchSize: 2, historyBufferSize: 10 }
    const group = await created(
      buffers,
      Array.from({ length: 40 }, (_, n) => n),
    )
    expect((await infoOf(group)).status).toContain('Behind')
    const consumer = join(group)
    await until(() => consumer.delivered.length === 40)
    await until(async () => (await infoOf(group)).status === 'Live')
  })
})

conformance('Who may what with groups', (target) => {
  const { created, infoOf } = groupsOf(target)
  const denied = { type: 'access-denied' }

  /** Makes a user of no group, who goes when the test does, and answers how it signs in. */
  async function aUser(): Promise<string> {
    const name = `user-${randomUUID()}`
    const options = new users.CreateReq.Options()
    options.setLoginName(name).setFullName(name).setPassword('secret')
    const { raw, metadata } = target()
    await new Promise<void>((resolve, reject) => {
      raw.users.create(new users.CreateReq().setOptions(options), metadata, (error) =>
        error ? reject(error) : resolve(),
      )
    })
    const { Options } = users.DeleteReq
    const removal = new users.DeleteReq().setOptions(new Options().setLoginName(name))
    onTestFinished(
      () => new Promise((done) => void raw.users.delete(removal, metadata, () => done())),
    )
    return `${name}:secret`
  }

  test('a consumer has to be signed in, and to be allowed to read the stream', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const group = await created({}, [0])
    const signedIn = await aUser()
    const as = (who: string) =>
      consume(
        target()
          .newClient(who)
          .subscribeToPersistentSubscriptionToStream(group.stream, group.group),
        ack,
      )
    const anonymous = as('anonymous')
    await until(() => anonymous.failure() !== undefined)
    expect(anonymous.failure()).toMatchObject(denied)
    const user = as(signedIn)
    await until(() => user.delivered.length === 1)
    await target().client.setStreamMetadata(group.stream, { acl: { readRoles: ['$admins'] } })
    const refused = as(signedIn)
    await until(() => refused.failure() !== undefined)
    expect(refused.failure()).toMatchObject(denied)
  })

  test('how a group stands may be seen by everybody who is signed in', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const group = await created()
    const signedIn = await aUser()
    const user = target().newClient(signedIn)
    const info = await user.getPersistentSubscriptionToStreamInfo(group.stream, group.group)
    expect(info.groupName).toBe((await infoOf(group)).groupName)
    expect(await user.listPersistentSubscriptionsToStream(group.stream)).toHaveLength(1)
    const anonymous = target().newClient('anonymous')
    await expect(
      anonymous.getPersistentSubscriptionToStreamInfo(group.stream, group.group),
    ).rejects.toMatchObject(denied)
    await expect(anonymous.listAllPersistentSubscriptions()).rejects.toMatchObject(denied)
  })

  test('a user who is no operator may not make, change, delete or replay', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const { stream, group } = await created()
    const signedIn = await aUser()
    const user = target().newClient(signedIn)
    const attempts = [
      () => user.createPersistentSubscriptionToStream(stream, unique('g'), settings()),
      () => user.updatePersistentSubscriptionToStream(stream, group, settings()),
      () => user.deletePersistentSubscriptionToStream(stream, group),
      () => user.replayParkedMessagesToStream(stream, group),
      () => user.createPersistentSubscriptionToAll(unique('g'), allSettings()),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(denied)
  })

  test('a consumer of $all has to be allowed to read $all', async ({ skip }) => {
    skip(!target().secure, 'without TLS there are no users')
    const group = unique('g')
    await target().client.createPersistentSubscriptionToAll(group, allSettings())
    const signedIn = await aUser()
    const consumer = consume(
      target().newClient(signedIn).subscribeToPersistentSubscriptionToAll(group),
    )
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject(denied)
  })
})
