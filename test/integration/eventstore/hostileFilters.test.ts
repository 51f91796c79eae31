/** Filters that never come to an end where matching goes back and tries again. */
import {
  persistentSubscriptionToAllSettingsFromDefaults,
  streamNameFilter,
} from '@eventstore/db-client'
import { status } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numbersIn,
  temporaryFolder,
} from '#test/support/eventstore/clients.ts'

const almost = `${'a'.repeat(60)}!`
const filter = streamNameFilter({ regex: '^(a+)+$' })

test('who only reads can’t stop the store with a filter', async () => {
  const client = aClient((await aStore()).connectionString)
  await client.appendToStream(almost, numbered(1))
  await client.appendToStream('aaa', numbered(2))
  const [first] = await client.subscribeToAll({ filter }).take(1).toArray()
  expect(first).toMatchObject({ event: { streamId: 'aaa' } })
  const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' })
  await client.createPersistentSubscriptionToAll('group', settings, { filter })
  expect(await numbersIn(client.readStream('aaa'))).toEqual([2])
})

test('a filter that can’t be used is INVALID_ARGUMENT, with the reason', async () => {
  const client = aClient((await aStore()).connectionString)
  const following = client.subscribeToAll({ filter: streamNameFilter({ regex: '(a)\\1' }) })
  await expect(following.toArray()).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
    message: expect.stringContaining('references to groups') as string,
  })
})

test('a group from before with a filter that is not taken any more keeps no store from starting', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  const settings = { startFrom: 0, resolveLinks: false, extraStatistics: false }
  const numbers = ['messageTimeout', 'maxRetryCount', 'checkpointAfter', 'minCheckpointCount']
  const more = ['maxCheckpointCount', 'maxSubscriberCount', 'liveBufferSize', 'readBatchSize']
  const group = {
    stream: '$all',
    group: 'old',
    filter: { on: 'stream', regex: 'a(?!b)', prefixes: [] },
    settings: {
      ...settings,
      ...Object.fromEntries([...numbers, ...more].map((name) => [name, 10])),
      historyBufferSize: 20,
      strategy: 'RoundRobin',
    },
  }
  const document = { version: 1, updated: '', updatedBy: '', entries: [group] }
  const client = aClient(first.connectionString)
  await client.appendToStream('$persistentSubscriptionConfig', {
    id: crypto.randomUUID(),
    contentType: 'application/json',
    type: '$PersistentConfig',
    data: document,
    metadata: {},
  })
  await first.close()

  const told: string[] = []
  const second = await openEventStore({ dataDir }, (line) => told.push(line))
  const again = aClient(second.connectionString)
  expect(told.join()).toMatch(/group old .* does not run/)
  await expect(again.getPersistentSubscriptionToAllInfo('old')).rejects.toMatchObject({
    type: 'persistent-subscription-does-not-exist',
  })
  await again.dispose()
  await second.close()
})
