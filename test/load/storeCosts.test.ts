import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { expect, onTestFinished, test } from 'vitest'
import { EventStore } from '#electron/eventstore/semantics/eventStore.ts'
import { openDatabase } from '#electron/eventstore/storage/database.ts'
import { aClient, temporaryFolder } from '#test/support/eventstore/clients.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'

/** Seconds of this process's own time. */
function processorTime(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

async function readEverything(client: EventStoreDBClient): Promise<number> {
  let read = 0
  await new Promise((resolve, reject) => {
    client
      .readAll()
      .on('data', () => (read += 1))
      .on('end', resolve)
      .on('error', reject)
  })
  return read
}

test('a read is bound by what the client needs to decode it, not by the store', async () => {
  const store = await StoreProcess.prepare(await temporaryFolder())
  onTestFinished(() => store.stop())
  await store.start()
  const client = aClient(store.address)
  const event = (n: number) => jsonEvent({ type: 'Small', data: { n, sku: `SKU-${n % 500}` } })
  const batch = Array.from({ length: 500 }, (_, n) => event(n))
  for (let n = 0; n < 60; n += 1) await client.appendToStream(`s-${n}`, batch)
  // Neither side is measured while it still compiles what it runs.
  await readEverything(client)

  const { cpuSeconds: before } = await store.figures()
  const began = process.cpuUsage()
  for (let round = 0; round < 3; round += 1)
    expect(await readEverything(client)).toBeGreaterThan(30_000)
  const decoding = processorTime(began)
  const { cpuSeconds: after } = await store.figures()
  // Near a half; frames that wait for each other make it three quarters here, and more than 1 outside of a test.
  expect((after - before) / decoding).toBeLessThan(0.55)
})

test('an append costs the same when the log is long and more ids were written than are remembered', async () => {
  const database = openDatabase(join(await temporaryFolder(), 'eventstore.db'))
  onTestFinished(() => database.close())
  const { writes } = new EventStore(database)
  const empty = Buffer.alloc(0)
  const thousands = async (count: number) => {
    const began = process.cpuUsage()
    for (let n = 0; n < count; n += 1) {
      const events = Array.from({ length: 1000 }, () => ({
        id: randomBytes(16),
        type: 'T',
        json: false,
        data: empty,
        metadata: empty,
      }))
      await writes.append({ stream: `s-${n % 7}`, expected: 'any', events })
    }
    return processorTime(began) / count
  }
  const warm = 10
  await thousands(warm)
  const first = await thousands(40)
  await thousands(100)
  expect((await thousands(40)) / first).toBeLessThan(2)
})
