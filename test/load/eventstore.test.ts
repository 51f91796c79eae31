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
  const appendFrom = (first: number, end: number) =>
    Array.from({ length: end - first }, (_, n) => client.appendToStream('a', numbered(first + n)))
  const early = appendFrom(1, 500)
  const received: number[] = []
  const subscription = client.subscribeToStream('a')
  subscription.on('data', ({ event }) => received.push(numberOf(event)))
  await Promise.all([...early, ...appendFrom(500, total)])
  await until(() => received.length >= total)
  expect(received).toEqual(Array.from({ length: total }, (_, n) => n))
})
