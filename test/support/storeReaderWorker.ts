/** A client in a thread of its own, where nothing but the client costs processor time. */
import { parentPort, workerData } from 'node:worker_threads'
import { EventStoreDBClient } from '@eventstore/db-client'
import { z } from 'zod'

/** What it is asked: how many times to read the whole log. It answers with the seconds that this thread worked. */
const rounds = z.number()

const client = EventStoreDBClient.connectionString(z.string().parse(workerData))

async function readAll(): Promise<void> {
  await new Promise((resolve, reject) => {
    client
      .readAll()
      .on('data', () => undefined)
      .on('end', resolve)
      .on('error', reject)
  })
}

parentPort?.on('message', (asked: unknown) => {
  void (async () => {
    const began = process.threadCpuUsage()
    for (let left = rounds.parse(asked); left > 0; left -= 1) await readAll()
    const { user, system } = process.threadCpuUsage(began)
    parentPort?.postMessage((user + system) / 1e6)
  })()
})
