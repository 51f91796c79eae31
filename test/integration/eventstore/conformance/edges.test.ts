/** Requests that EventStoreDB refuses, and what groups do with links: found by trying both. */
import { randomUUID } from 'node:crypto'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import { status, type ServiceError } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { until } from '#test/support/eventstore/clients.ts'
import { conformance, unique } from '#test/support/eventstore/conformance.ts'
import { ack, consume, groupsOf } from '#test/support/eventstore/groups.ts'
import { identifier } from '#test/support/eventstore/wire.ts'

const { Options } = streams.ReadReq

const nobody = '00000000-0000-0000-0000-000000000000'

conformance('At the edges', (target) => {
  const { created, append } = groupsOf(target)

  /** The code that a read ends with; 0 when something came. */
  function readCode(options: streams.ReadReq.Options): Promise<number> {
    options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
    const call = target().raw.streams.read(
      new streams.ReadReq().setOptions(options),
      target().metadata,
    )
    return new Promise((resolve) => {
      call.on('data', () => {
        resolve(0)
        call.cancel()
      })
      call.on('error', (error: ServiceError) => resolve(error.code))
    })
  }

  const subscribing = () => new Options().setSubscription(new Options.SubscriptionOptions())
  const all = () => new Options.AllOptions().setStart(new shared.Empty())

  test('a subscription reads forwards', async () => {
    const options = subscribing().setAll(all()).setNoFilter(new shared.Empty())
    options.setReadDirection(Options.ReadDirection.BACKWARDS)
    expect(await readCode(options)).toBe(status.INVALID_ARGUMENT)
  })

  test('a checkpoint interval of nothing is refused', async () => {
    const filter = new Options.FilterOptions().setMax(32)
    filter.setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList(['a']))
    expect(await readCode(subscribing().setAll(all()).setFilter(filter))).toBe(
      status.INVALID_ARGUMENT,
    )
  })

  test('an event without an id is refused', async () => {
    const stream = unique('s')
    const event = jsonEvent({ type: 'T', data: {}, id: nobody })
    await expect(target().client.appendToStream(stream, event)).rejects.toThrow(/.+/)
    await expect(target().client.readStream(stream).toArray()).rejects.toMatchObject({
      type: 'stream-not-found',
    })
  })

  // What the real server answers to this one was not tried.
  test('$all is not the name of a stream', async ({ skip }) => {
    if (!target().own) return skip('only tried on our own')
    const source = new Options.StreamOptions().setStreamIdentifier(identifier('$all'))
    const options = new Options().setStream(source.setStart(new shared.Empty())).setCount('1')
    expect(await readCode(options.setNoFilter(new shared.Empty()))).toBe(status.INVALID_ARGUMENT)
    const info = new persistent.GetInfoReq.Options().setStreamIdentifier(identifier('$all'))
    const asked = new Promise((resolve) => {
      const request = new persistent.GetInfoReq().setOptions(info.setGroupName('g'))
      target().raw.persistent.getInfo(request, target().metadata, (error) => resolve(error?.code))
    })
    expect(await asked).toBe(status.INVALID_ARGUMENT)
  })

  const linkTo = (stream: string) => binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) })

  test('Pinned: links that are not followed are shared out by the streams that they name', async () => {
    const group = await created({ consumerStrategyName: 'Pinned', resolveLinkTos: false })
    const read = () =>
      consume(
        target().client.subscribeToPersistentSubscriptionToStream(group.stream, group.group, {
          bufferSize: 100,
        }),
        ack,
      )
    const consumers = [read(), read()]
    await until(() => consumers.every(({ confirmed }) => confirmed()))
    const links = Array.from({ length: 40 }, () => linkTo(randomUUID()))
    await target().client.appendToStream(group.stream, links)
    await until(
      () => consumers.reduce((sum, { delivered }) => sum + delivered.length, 0) === links.length,
    )
    for (const { delivered } of consumers) expect(delivered.length).toBeGreaterThan(0)
  })

  test('a replayed link stays a link in a group that does not follow links', async () => {
    const { stream: original } = await created({}, [1])
    const group = await created({ resolveLinkTos: false })
    await target().client.appendToStream(group.stream, linkTo(original))
    let seen = 0
    const consumer = consume(
      target().client.subscribeToPersistentSubscriptionToStream(group.stream, group.group),
      (event, subscription) => {
        seen += 1
        return seen === 1 ? subscription.nack('park', 'later', event) : subscription.ack(event)
      },
    )
    const { client } = target()
    await until(async () => {
      const { stats } = await client.getPersistentSubscriptionToStreamInfo(
        group.stream,
        group.group,
      )
      return stats.parkedMessageCount === 1n
    })
    await client.replayParkedMessagesToStream(group.stream, group.group)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.delivered.map(({ event }) => event?.type)).toEqual(['$>', '$>'])
  })

  test('a consumer is told that it was dropped when the groups are started again', async ({
    skip,
  }) => {
    if (!target().own) return skip('it would drop the consumers of others, too')
    const group = await created({}, [1])
    await append(group.stream, 2)
    const consumer = consume(
      target().client.subscribeToPersistentSubscriptionToStream(group.stream, group.group),
    )
    await until(() => consumer.confirmed())
    await target().client.restartPersistentSubscriptionSubsystem()
    await until(() => consumer.failure() !== undefined)
    expect(consumer.failure()).toMatchObject({ type: 'persistent-subscription-dropped' })
  })
})
