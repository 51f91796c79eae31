import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { jsonEvent } from '@eventstore/db-client'
import { expect, onTestFinished, test } from 'vitest'
import { EventStore } from '#electron/eventstore/semantics/eventStore.ts'
import { openDatabase } from '#electron/eventstore/storage/database.ts'
import { aClient, temporaryFolder } from '#test/support/eventstore/clients.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'

const readerFile = join(import.meta.dirname, '../support/storeReaderWorker.ts')

/** Seconds of this process's own time. */
function processorTime(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

test('a read is bound by what the client needs to decode it, not by the store', async () => {
  const store = await StoreProcess.prepare(await temporaryFolder())
  onTestFinished(() => store.stop())
  await store.start()
  const client = aClient(store.address)
  const event = (n: number) => jsonEvent({ type: 'Small', data: { n, sku: `SKU-${n % 500}` } })
  const batch = Array.from({ length: 500 }, (_, n) => event(n))
  for (let n = 0; n < 60; n += 1) await client.appendToStream(`s-${n}`, batch)
  const reader = new Worker(readerFile, { workerData: store.address })
  onTestFinished(async () => void (await reader.terminate()))
  const secondsToRead = async (rounds: number) => {
    reader.postMessage(rounds)
    const [seconds] = (await once(reader, 'message')) as [number]
    return seconds
  }
  // Neither side is measured while it still compiles what it runs.
  await secondsToRead(2)

  const { cpuSeconds: before } = await store.figures()
  const decoding = await secondsToRead(5)
  const { cpuSeconds: after } = await store.figures()
  // Near 0.6; it is 1 where each frame waits for the one before it.
  expect((after - before) / decoding).toBeLessThan(0.8)
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
