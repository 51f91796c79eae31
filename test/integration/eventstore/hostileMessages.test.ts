/** Messages that are small on the line and would cost the store minutes or all its memory to decode. */
import { expect, test } from 'vitest'
import { aClient, aStore, numbered, numbersIn } from '#test/support/eventstore/clients.ts'
import { claiming, manyEmpty, nestedGroups } from '#test/support/eventstore/hostile.ts'
import { framed, rawCall } from '#test/support/eventstore/rawCalls.ts'

const streams = '/event_store.client.streams.Streams'
const persistent = '/event_store.client.persistent_subscriptions.PersistentSubscriptions'
const calls = [
  ...['Read', 'Append', 'BatchAppend', 'Delete', 'Tombstone'].map((name) => `${streams}/${name}`),
  ...['Read', 'Create', 'GetInfo', 'List'].map((name) => `${persistent}/${name}`),
  '/event_store.client.users.Users/Details',
  '/event_store.client.operations.Operations/StartScavenge',
]

const hostile: readonly (readonly [what: string, message: Buffer])[] = [
  ['a part longer than the message', claiming(4_000_000_000, 1)],
  ['a part of a part longer than the message', claiming(4_000_000_000, 2, 1)],
  ['a part of a part of a part', claiming(4_000_000_000, 1, 1, 1)],
  ['millions of empty parts', manyEmpty(3, 8_000_000)],
  ['millions of groups within each other', nestedGroups(15, 16_000_000)],
]

test.each(hostile)('%s costs the store no time, whatever is called with it', async (_, message) => {
  const store = await aStore()
  const client = aClient(store.connectionString)
  await client.appendToStream('a', numbered(1))
  const began = performance.now()
  await Promise.all(calls.map((path) => rawCall(store, path, framed(message))))
  expect(await numbersIn(client.readStream('a'))).toEqual([1])
  expect(performance.now() - began).toBeLessThan(20_000)
})
