/** What a client sees when the server stops and comes back. Only for our own: another can't be restarted from here. */
import {
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type Position,
} from '@eventstore/db-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import {
  aClient,
  numbered,
  numberOf,
  temporaryFolder,
  until,
} from '#test/support/eventstore/clients.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'
import { ack, consume } from '#test/support/eventstore/groups.ts'

/** A server that can be stopped and started again on the same port and data, and a client of it. */
async function aServer(secure: boolean) {
  const dataDir = await temporaryFolder()
  const open = (port: number) =>
    openEventStore({
      dataDir,
      port,
      ...(secure && { host: 'localhost', tls: certificate, adminPassword: password }),
    })
  let store = await open(0)
  onTestFinished(() => store.close())
  const { port } = store.address
  const client = aClient(
    secure
      ? `${store.connectionString.replace('esdb://', `esdb://admin:${password}@`)}&tlsCAFile=${encodeURIComponent(certificate.certFile)}`
      : store.connectionString,
  )
  return {
    client,
    stop: () => store.close(),
    start: async () => {
      store = await open(port)
    },
  }
}

/** With each append, so that it goes as a call of its own, which a dropped connection leaves to itself. */
const admin = { username: 'admin', password }

const dropped = expect.objectContaining({
  type: expect.stringMatching(/^(cancelled|unavailable)$/) as string,
}) as unknown

describe.each([
  ['plain', false],
  ['TLS', true],
])('A server that stops (%s)', (_name, secure) => {
  test('ends subscriptions with an error, and they do not come back by themselves', async () => {
    const { client, stop, start } = await aServer(secure)
    await client.appendToStream('a', numbered(0))
    await client.createPersistentSubscriptionToStream('a', 'g', settings({ startFrom: 'start' }))
    const failures: unknown[] = []
    const numbers: number[] = []
    let live = 0
    for (const subscription of [client.subscribeToStream('a'), client.subscribeToAll()])
      subscription
        .on('caughtUp', () => (live += 1))
        .on('error', (error) => failures.push(error))
        .on('data', (data) => {
          const { event } = data as AllStreamResolvedEvent
          if (event?.streamId === 'a') numbers.push(numberOf(event))
        })
    const consumer = consume(client.subscribeToPersistentSubscriptionToStream('a', 'g'), ack)
    await until(() => live === 2 && consumer.delivered.length === 1)
    await stop()
    await until(() => failures.length === 2 && consumer.failure() !== undefined)
    expect([...failures, consumer.failure()]).toEqual([dropped, dropped, dropped])
    await start()
    await client.appendToStream('a', numbered(1), { credentials: admin })
    const again = consume(client.subscribeToPersistentSubscriptionToStream('a', 'g'), ack)
    await until(() => again.numbers().includes(1))
    expect(numbers).toEqual([0, 0])
    expect(consumer.numbers()).toEqual([0])
  })

  test('makes "for await" throw', async () => {
    const { client, stop } = await aServer(secure)
    await client.appendToStream('a', numbered(0))
    const seen: number[] = []
    const reading = (async () => {
      for await (const { event } of client.subscribeToStream('a')) {
        seen.push(numberOf(event))
        if (seen.length === 1) void stop()
      }
    })()
    await expect(reading).rejects.toEqual(dropped)
    expect(seen).toEqual([0])
  })

  test('and comes back: a subscription from the last position gets each event once', async () => {
    const { client, stop, start } = await aServer(secure)
    const filter = streamNameFilter({ prefixes: ['a'] })
    const numbers: number[] = []
    let last: Position | undefined
    let failed = false
    const subscribe = () =>
      client
        .subscribeToAll({ filter, ...(last && { fromPosition: last }) })
        .on('error', () => (failed = true))
        .on('data', ({ event }: AllStreamResolvedEvent) => {
          numbers.push(numberOf(event))
          last = event?.position
        })
    const append = (n: number) => client.appendToStream('a', numbered(n), { credentials: admin })
    subscribe()
    for (const n of [0, 1, 2]) await append(n)
    await until(() => numbers.length === 3)
    await stop()
    await until(() => failed)
    await start()
    await append(3)
    subscribe()
    await append(4)
    await until(() => numbers.length >= 5)
    expect(numbers).toEqual([0, 1, 2, 3, 4])
  })

  test('and comes back: a group goes on, with what was in flight and what was parked', async () => {
    const { client, stop, start } = await aServer(secure)
    await client.appendToStream('a', [0, 1, 2, 3].map(numbered))
    await client.createPersistentSubscriptionToStream(
      'a',
      'g',
      settings({ startFrom: 'start', checkPointLowerBound: 1, checkPointUpperBound: 1 }),
    )
    await client.createPersistentSubscriptionToAll('all', allSettings({ startFrom: 'start' }))
    const first = consume(
      client.subscribeToPersistentSubscriptionToStream('a', 'g'),
      (event, subscription) => {
        const n = numberOf(event.event)
        if (n === 0) return subscription.ack(event)
        return n === 1 ? subscription.nack('park', 'later', event) : undefined
      },
    )
    const stats = async () => (await client.getPersistentSubscriptionToStreamInfo('a', 'g')).stats
    await until(() => first.delivered.length === 4)
    await until(async () => {
      const { parkedMessageCount, lastCheckpointedEventRevision } = await stats()
      return parkedMessageCount === 1n && lastCheckpointedEventRevision === 1n
    })
    await stop()
    await until(() => first.failure() !== undefined)
    await start()
    const again = consume(client.subscribeToPersistentSubscriptionToStream('a', 'g'), ack)
    await until(() => again.delivered.length === 2)
    expect(again.numbers()).toEqual([2, 3])
    expect(again.retries()).toEqual([0, 0])
    expect(await stats()).toMatchObject({ parkedMessageCount: 1n })
    await client.replayParkedMessagesToStream('a', 'g')
    await until(() => again.delivered.length === 3)
    expect(again.numbers().at(-1)).toBe(1)
    const all = await client.listAllPersistentSubscriptions()
    expect(all.map(({ groupName }) => groupName).toSorted()).toEqual(['all', 'g'])
  })

  test('forgets no group over one that it refused', async () => {
    const { client, stop, start } = await aServer(secure)
    await client.createPersistentSubscriptionToStream('a', 'g', settings())
    const senseless = settings({ readBatchSize: 20, historyBufferSize: 20 })
    await client.createPersistentSubscriptionToStream('a', 'odd', settings({ maxRetryCount: -1 }))
    await expect(
      client.createPersistentSubscriptionToStream('a', 'senseless', senseless),
    ).rejects.toMatchObject({ type: 'persistent-subscription-failed' })
    await stop()
    await start()
    const found = async () =>
      (await client.listAllPersistentSubscriptions().catch(() => [])).map((info) => info.groupName)
    await until(async () => (await found()).length > 0)
    expect(await found()).toEqual(['g', 'odd'])
  })
})
