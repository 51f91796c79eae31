import { randomUUID } from 'node:crypto'
import { jsonEvent } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { aClient, aStore, numbersIn } from '#test/support/eventstore/clients.ts'

const connect = async () => aClient((await aStore()).connectionString)

test('a large append in several chunks is one append', async () => {
  const client = await connect()
  const events = Array.from({ length: 900 }, (_, n) =>
    jsonEvent({ type: 'Numbered', data: { n }, metadata: { filler: 'x'.repeat(5000) } }),
  )
  await client.appendToStream('a', events, { expectedRevision: 'no_stream' })
  expect(await numbersIn(client.readStream('a'))).toEqual(events.map((_, n) => n))
})

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
