import { type AllStreamResolvedEvent, jsonEvent, streamNameFilter } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { aClient, aStore, numbered, numberOf, until } from '#test/support/eventstore/clients.ts'

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
