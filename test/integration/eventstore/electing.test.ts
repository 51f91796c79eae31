/** A store that answers as a cluster does while it elects a leader. */
import { randomUUID } from 'node:crypto'
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import {
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  type AllStreamResolvedEvent,
} from '@eventstore/db-client'
import { credentials } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { expect, onTestFinished, test } from 'vitest'
import {
  aClient,
  aStore,
  numbered,
  numberOf,
  numbersIn,
  until,
} from '#test/support/eventstore/clients.ts'
import { identifier } from '#test/support/eventstore/wire.ts'

const plain = { credentials: { username: 'admin', password: 'changeit' } }

async function electing() {
  const store = await aStore()
  const client = aClient(store.connectionString)
  await client.appendToStream('a', numbered(0))
  store.elect(true)
  return { store, client, address: `127.0.0.1:${store.address.port}` }
}

test('an append in a batch is answered with code 0, Empty and its name, and is not written', async () => {
  const { store, address, client } = await electing()
  const stub = new streamsService.StreamsClient(address, credentials.createInsecure())
  onTestFinished(() => stub.close())
  const call = stub.batchAppend()
  onTestFinished(() => call.cancel())
  const responses: streams.BatchAppendResp[] = []
  call.on('data', (response: streams.BatchAppendResp) => responses.push(response))
  call.on('error', () => undefined)
  const options = new streams.BatchAppendReq.Options().setAny(new empty.Empty())
  const request = new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(randomUUID()))
    .setOptions(options.setStreamIdentifier(identifier('a')))
    .setIsFinal(true)
  call.write(request)
  await until(() => responses.length === 1)
  const error = responses[0]?.getError()
  expect(error?.getCode()).toBe(0)
  expect(error?.getMessage()).toBe('Server Is Not Ready')
  expect(error?.getDetails()?.getTypeUrl()).toBe('type.googleapis.com/google.protobuf.Empty')
  store.elect(false)
  call.write(request)
  await until(() => responses.length === 2)
  expect(responses[1]?.hasSuccess()).toBe(true)
  expect(await numbersIn(client.readStream('a'))).toEqual([0])
})

test('the client shows that as an error without a type', async () => {
  const { client } = await electing()
  await expect(client.appendToStream('a', numbered(1))).rejects.toThrow('Server Is Not Ready')
})

test('everything else is UNAVAILABLE, and works again once there is a leader', async () => {
  const { store, client } = await electing()
  const unavailable = {
    type: 'unavailable',
    message: expect.stringContaining('Server Is Not Ready') as string,
  }
  await expect(client.appendToStream('a', numbered(1), plain)).rejects.toMatchObject(unavailable)
  await expect(numbersIn(client.readStream('a'))).rejects.toMatchObject(unavailable)
  await expect(numbersIn(client.readAll())).rejects.toMatchObject(unavailable)
  await expect(client.deleteStream('a')).rejects.toMatchObject(unavailable)
  await expect(client.tombstoneStream('a')).rejects.toMatchObject(unavailable)
  await expect(client.listAllPersistentSubscriptions()).rejects.toMatchObject(unavailable)
  await expect(
    client.createPersistentSubscriptionToStream('a', 'g', settings()),
  ).rejects.toMatchObject(unavailable)
  const failures: unknown[] = []
  client.subscribeToAll().on('error', (error) => failures.push(error))
  await until(() => failures.length === 1)
  expect(failures[0]).toMatchObject(unavailable)
  store.elect(false)
  await client.appendToStream('a', numbered(1), plain)
  expect(await numbersIn(client.readStream('a'))).toEqual([0, 1])
})

test('a subscription that was open goes on where it was', async () => {
  const store = await aStore()
  const client = aClient(store.connectionString)
  const numbers: number[] = []
  let live = false
  client
    .subscribeToAll()
    .on('caughtUp', () => (live = true))
    .on('data', ({ event }: AllStreamResolvedEvent) => {
      if (event?.streamId === 'a') numbers.push(numberOf(event))
    })
  await until(() => live)
  store.elect(true)
  await expect(client.appendToStream('a', numbered(1))).rejects.toThrow('Server Is Not Ready')
  store.elect(false)
  await client.appendToStream('a', numbered(2), plain)
  await until(() => numbers.length > 0)
  expect(numbers).toEqual([2])
})

test('gossip shows no leader meanwhile', async () => {
  const { store, address } = await electing()
  const stub = new gossipService.GossipClient(address, credentials.createInsecure())
  onTestFinished(() => stub.close())
  const states = () =>
    new Promise<gossip.MemberInfo.VNodeState[]>((resolve, reject) => {
      stub.read(new shared.Empty(), (error, cluster) =>
        error
          ? reject(error)
          : resolve(cluster.getMembersList().map((member) => member.getState())),
      )
    })
  expect(await states()).toEqual([gossip.MemberInfo.VNodeState.UNKNOWN])
  store.elect(false)
  expect(await states()).toEqual([gossip.MemberInfo.VNodeState.LEADER])
})
