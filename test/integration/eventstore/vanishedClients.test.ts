/** Clients whose cable was pulled: no word to the store, and a connection that stays open unless it asks. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { aClient, aStore, numbered, numbersIn, until } from '#test/support/eventstore/clients.ts'

/** A way to the store that can be cut without either end being told. */
async function aCable(port: number) {
  const ends: Socket[] = []
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const end of [near, far]) ends.push(end.on('error', () => undefined))
    near.pipe(far)
    far.pipe(near)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    for (const end of ends) end.destroy()
  })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      for (const end of ends) end.unpipe().pause()
    },
  }
}

const keepAlive = { interval: 200, timeout: 200 }

test('what a client left open that went without a word is closed', async () => {
  const store = await aStore({ opsPort: 0, keepAlive })
  const open = async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${store.opsAddress?.port}/metrics`)).text()
    return Number(/open_calls\{kind="subscription"\} (\d+)/.exec(metrics)?.[1] ?? 0)
  }
  const cable = await aCable(store.address.port)
  const near = aClient(store.connectionString)
  const far = aClient(`esdb://127.0.0.1:${cable.port}?tls=false`)
  for (const client of [near, far])
    client
      .subscribeToAll()
      .on('error', () => undefined)
      .on('data', () => undefined)
  await until(async () => (await open()) === 2)
  cable.cut()
  await until(async () => (await open()) === 1)
  await near.appendToStream('a', numbered(1))
  expect(await open()).toBe(1)
})

test('a connection that never says anything is closed', async () => {
  const store = await aStore({ keepAlive })
  const silent = connect(store.address.port, '127.0.0.1')
  silent.on('error', () => undefined).resume()
  await once(silent, 'close')
  const client = aClient(store.connectionString)
  await client.appendToStream('a', numbered(1))
  expect(await numbersIn(client.readStream('a'))).toEqual([1])
})
