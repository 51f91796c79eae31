/** Connecting: features, gossip, unknown methods. */
import { persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import type features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { status, type ServiceError } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { numbered, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { conformance, password, unique } from '#test/support/eventstore/conformance.ts'
import { ack, consume } from '#test/support/eventstore/groups.ts'

conformance('Connection', (target) => {
  test('the supported methods are asked without credentials, and their names are lower case', async () => {
    const supported = await new Promise<features.SupportedMethods>((resolve, reject) => {
      target().raw.features.getSupportedMethods(new shared.Empty(), (error, response) =>
        error ? reject(error) : resolve(response),
      )
    })
    const names = supported
      .getMethodsList()
      .map((method) => `${method.getServiceName()}/${method.getMethodName()}`)
    expect(names).toContain('event_store.client.streams.streams/batchappend')
    expect(names.every((name) => name === name.toLowerCase())).toBe(true)
    expect(supported.getEventStoreServerVersion()).toMatch(/^\d+\.\d+/)
  })

  test('gossip needs no credentials and shows one alive leader with an end point', async () => {
    const cluster = await new Promise<gossip.ClusterInfo>((resolve, reject) => {
      target().raw.gossip.read(new shared.Empty(), (error, response) =>
        error ? reject(error) : resolve(response),
      )
    })
    const leaders = cluster
      .getMembersList()
      .filter((member) => member.getState() === gossip.MemberInfo.VNodeState.LEADER)
    expect(leaders).toHaveLength(1)
    expect(leaders[0]?.getIsAlive()).toBe(true)
    expect(leaders[0]?.getHttpEndPoint()?.getPort()).toBeGreaterThan(0)
  })

  test('a client that discovers the cluster by gossip finds the node', async () => {
    const client = target().newClient(`admin:${password}`, 'esdb+discover')
    const stream = unique('s')
    await client.appendToStream(stream, numbered(1))
    expect(await numbersIn(client.readStream(stream))).toEqual([1])
  })

  test('gossip names the address by which the client came', async () => {
    const cluster = await new Promise<gossip.ClusterInfo>((resolve, reject) => {
      target().raw.gossip.read(new shared.Empty(), (error, response) =>
        error ? reject(error) : resolve(response),
      )
    })
    const endPoint = cluster.getMembersList()[0]?.getHttpEndPoint()
    const { hostname, port } = new URL(target().connectionString())
    expect(`${endPoint?.getAddress()}:${endPoint?.getPort()}`).toBe(`${hostname}:${port}`)
  })

  test('a client that is told of several hosts finds the one that lives', async () => {
    const nobody = `${new URL(target().connectionString()).hostname}:1`
    const client = target().newClient(`admin:${password}`, 'esdb', [nobody])
    const stream = unique('s')
    await client.appendToStream(stream, numbered(1))
    expect(await numbersIn(client.readStream(stream))).toEqual([1])
  })

  test('a client by gossip subscribes, and takes part in groups', async () => {
    const client = target().newClient(`admin:${password}`, 'esdb+discover')
    const [stream, group] = [unique('s'), unique('g')]
    await client.createPersistentSubscriptionToStream(
      stream,
      group,
      persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' }),
    )
    await client.appendToStream(stream, numbered(1))
    const consumer = consume(client.subscribeToPersistentSubscriptionToStream(stream, group), ack)
    await until(() => consumer.delivered.length === 1)
    for await (const { event } of client.subscribeToStream(stream)) {
      expect(event?.streamId).toBe(stream)
      break
    }
  })

  test('groups on streams and on $all are supported, each way', async () => {
    const supported = await new Promise<features.SupportedMethods>((resolve, reject) => {
      target().raw.features.getSupportedMethods(new shared.Empty(), (error, response) =>
        error ? reject(error) : resolve(response),
      )
    })
    const ofGroups = supported
      .getMethodsList()
      .filter((method) => method.getServiceName().endsWith('.persistentsubscriptions'))
    const named = (name: string) => ofGroups.find((method) => method.getMethodName() === name)
    for (const name of ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list'])
      expect(named(name)?.getFeaturesList()).toEqual(expect.arrayContaining(['stream', 'all']))
  })

  test('an unknown method is UNIMPLEMENTED', async () => {
    const error = await new Promise<ServiceError | null>((resolve) => {
      target().raw.streams.makeUnaryRequest(
        '/event_store.client.streams.Streams/NoSuchMethod',
        (value: Buffer) => value,
        (value: Buffer) => value,
        Buffer.alloc(0),
        target().metadata,
        {},
        resolve,
      )
    })
    expect(error?.code).toBe(status.UNIMPLEMENTED)
  })
})
