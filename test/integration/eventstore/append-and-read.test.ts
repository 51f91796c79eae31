import { randomUUID } from 'node:crypto'
import { jsonEvent, streamNameFilter, type AllStreamResolvedEvent } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import {
  aClient,
  aStore,
  numbered,
  numberOf,
  numbersIn,
  until,
} from '#test/support/eventstore/clients.ts'

const connect = async () => aClient((await aStore()).connectionString)

test('ten thousand concurrent appends of 1 KB are all acknowledged and all there', async () => {
  const client = await connect()
  const filler = 'x'.repeat(1000)
  const event = (n: number) => jsonEvent({ type: 'Numbered', data: { n, filler } })
  const numbers = Array.from({ length: 10_000 }, (_, n) => n)
  await Promise.all(numbers.map((n) => client.appendToStream(`s-${n % 100}`, event(n))))

  const filter = streamNameFilter({ prefixes: ['s-'] })
  const found: number[] = []
  await new Promise((resolve, reject) => {
    client
      .subscribeToAll({ filter })
      .on('data', ({ event }: AllStreamResolvedEvent) => {
        found.push(numberOf(event))
        if (found.length === numbers.length) resolve(undefined)
      })
      .on('error', reject)
  })
  expect(found.toSorted((a, b) => a - b)).toEqual(numbers)
})

test('a subscription passes from history to live without a gap or a double while others append', async () => {
  const client = await connect()
  const total = 3000
  await client.appendToStream('a', numbered(0))
  for (let n = 1; n < 500; n += 1) void client.appendToStream('a', numbered(n))
  const received: number[] = []
  const subscription = client.subscribeToStream('a')
  subscription.on('data', ({ event }) => received.push(numberOf(event)))
  for (let n = 500; n < total; n += 1) void client.appendToStream('a', numbered(n))
  await until(() => received.length >= total)
  expect(received).toEqual(Array.from({ length: total }, (_, n) => n))
})

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
