import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { numberOf, temporaryFolder } from '#test/support/eventstore/clients.ts'
import { seeded } from '#test/support/random.ts'
import { repetitions } from '#test/support/repetitions.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'

/**
 * Rounds of: start the store as a process, throw ten thousand appends at it, SIGKILL it at a moment that the
 * seed chooses, start it again, look. TALLYDECK_SIGKILL_ROUNDS and TALLYDECK_SEED make it longer or repeat it.
 */
const rounds = repetitions('TALLYDECK_SIGKILL_ROUNDS', 3, 50)
const seed = Number(process.env['TALLYDECK_SEED'] ?? 20_240_601)
const appends = 10_000
const streams = 50
/** Milliseconds. How long an append takes on a busy machine is not what is looked at here. */
const deadline = 60_000

const filler = 'x'.repeat(1000)

/** With credentials each append is a call of its own; the client's batches leave rejections that nobody can handle. */
const credentials = { username: 'admin', password: 'changeit' }
const streamOf = (n: number) => `load-${n % streams}`

/** Appends until the process is killed; answers the numbers that were acknowledged. */
async function appendUntilKilled(
  store: StoreProcess,
  first: number,
  killAfter: number,
): Promise<number[]> {
  const client = EventStoreDBClient.connectionString(`${store.address}&defaultDeadline=${deadline}`)
  const acknowledged: number[] = []
  let killed: Promise<void> | undefined
  await Promise.all(
    Array.from({ length: appends }, async (_, index) => {
      const n = first + index
      try {
        const event = jsonEvent({ type: 'N', data: { n, filler } })
        await client.appendToStream(streamOf(n), event, { credentials })
        acknowledged.push(n)
        if (acknowledged.length >= killAfter) killed ??= store.kill()
      } catch {
        // Not acknowledged: it may be there or not.
      }
    }),
  )
  await (killed ?? store.kill())
  void client.dispose()
  return acknowledged
}

async function numbersByStream(connectionString: string): Promise<Map<string, number[]>> {
  const client = EventStoreDBClient.connectionString(connectionString)
  const found = new Map<string, number[]>()
  for await (const { event } of client.readAll()) {
    if (!event || event.type !== 'N') continue
    const numbers = found.get(event.streamId) ?? []
    expect(event.revision).toBe(BigInt(numbers.length))
    numbers.push(numberOf(event))
    found.set(event.streamId, numbers)
  }
  await client.dispose()
  return found
}

test(
  `SIGKILL amid ten thousand appends, ${rounds} times: all that was acknowledged is there, in order, once`,
  { timeout: 2 * deadline * rounds },
  async () => {
    const random = seeded(seed)
    const data = await temporaryFolder()
    const store = await StoreProcess.prepare(data)
    onTestFinished(() => store.kill())
    const acknowledged: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const killAfter = random.between(1, appends - 1)
      await store.start()
      const before = acknowledged.length
      acknowledged.push(...(await appendUntilKilled(store, round * appends, killAfter)))
      expect(acknowledged.length - before).toBeGreaterThanOrEqual(killAfter)

      await store.start()
      const found = await numbersByStream(store.address)
      await store.kill()
      const all = [...found.values()].flat()
      expect(new Set(all).size).toBe(all.length)
      const there = new Set(all)
      expect(acknowledged.filter((n) => !there.has(n))).toEqual([])
      for (const [stream, numbers] of found) {
        expect(numbers.every((n) => streamOf(n) === stream)).toBe(true)
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      }
    }
    const db = new Database(join(data, 'eventstore.db'))
    onTestFinished(() => void db.close())
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  },
)
