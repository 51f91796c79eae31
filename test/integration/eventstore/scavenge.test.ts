/** What a scavenge leaves in the database. */
import { expect, test } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numbersIn,
  temporaryFolder,
} from '#test/support/eventstore/clients.ts'

const count = 2000

test('a long stream is thinned while others append, and nobody is refused', async () => {
  const store = await aStore()
  const client = aClient(store.connectionString)
  await client.appendToStream(
    'long',
    Array.from({ length: count }, (_, n) => numbered(n)),
  )
  await client.setStreamMetadata('long', { maxCount: 3 })
  const scavenged = store.scavenge()
  for (let n = 0; n < 50; n += 1) await client.appendToStream('other', numbered(n))
  await scavenged
  const left = client.readAll({ direction: 'backwards', fromPosition: 'end' })
  const streams: string[] = []
  for await (const { event } of left) if (event) streams.push(event.streamId)
  expect(streams.filter((stream) => stream === 'long')).toHaveLength(3)
  expect(streams.filter((stream) => stream === 'other')).toHaveLength(50)
})

test('after a restart the log goes on where it was: no position and no revision is given twice', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  const before = aClient(first.connectionString)
  await before.appendToStream('a', [0, 1, 2].map(numbered))
  await before.appendToStream('b', numbered(0))
  await before.deleteStream('b')
  const { position: last } = await before.deleteStream('a')
  await first.scavenge()
  await first.close()
  const store = await aStore({ dataDir })
  const client = aClient(store.connectionString)
  await expect(numbersIn(client.readStream('a'))).rejects.toMatchObject({
    type: 'stream-not-found',
  })
  const credentials = { username: 'admin', password: 'changeit' }
  const appended = await client.appendToStream('a', numbered(3), { credentials })
  expect(appended.nextExpectedRevision).toBe(3n)
  expect(appended.position!.commit).toBeGreaterThan(last!.commit)
  expect(await numbersIn(client.readStream('a'))).toEqual([3])
})

test('a second scavenge joins the one that runs', async () => {
  const store = await aStore()
  await Promise.all([store.scavenge(), store.scavenge()])
  const told: string[] = []
  for await (const { event } of aClient(store.connectionString).readAll())
    if (event?.type === '$scavengeCompleted') told.push(event.streamId)
  expect(told).toHaveLength(1)
})

test('a store that closes stops its scavenge, and opens again', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  const client = aClient(first.connectionString)
  await client.appendToStream(
    'long',
    Array.from({ length: count }, (_, n) => numbered(n)),
  )
  await client.deleteStream('long')
  const scavenged = first.scavenge()
  await first.close()
  await scavenged
  const store = await aStore({ dataDir })
  await store.scavenge()
  const left: string[] = []
  for await (const { event } of aClient(store.connectionString).readAll())
    if (event?.streamId === 'long') left.push(event.id)
  expect(left).toHaveLength(1)
})
