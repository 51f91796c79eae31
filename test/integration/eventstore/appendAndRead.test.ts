import { randomUUID } from 'node:crypto'
import { jsonEvent } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { aClient, aStore, numbersIn } from '#test/support/eventstore/clients.ts'

const connect = async () => aClient((await aStore()).connectionString)

test('an event keeps its id, type, data, metadata and time', async () => {
  const client = await connect()
  const id = randomUUID()
  const before = Date.now()
  await client.appendToStream(
    'ünï-cødé',
    jsonEvent({ id, type: 'Thing', data: { text: '✓' }, metadata: { by: 'me' } }),
  )
  for await (const { event } of client.readStream('ünï-cødé')) {
    expect(event).toMatchObject({
      id,
      type: 'Thing',
      streamId: 'ünï-cødé',
      revision: 0n,
      data: { text: '✓' },
      metadata: { by: 'me' },
      isJson: true,
    })
    expect(event?.created.getTime()).toBeGreaterThanOrEqual(before)
  }
})

test('a read of no events, or forwards from the end of a stream, gives nothing', async () => {
  const client = await connect()
  await client.appendToStream('a', jsonEvent({ type: 'Numbered', data: { n: 1 } }))
  expect(await numbersIn(client.readStream('a', { maxCount: 0 }))).toEqual([])
  expect(await numbersIn(client.readStream('a', { fromRevision: 'end' }))).toEqual([])
})
