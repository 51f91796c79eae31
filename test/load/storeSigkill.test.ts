import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { numberOf } from '#test/support/eventstore/clients.ts'
import { repetitions } from '#test/support/repetitions.ts'

/**
 * Rounds of: start the store as a process, throw ten thousand appends at it, SIGKILL it at a moment that the
 * seed chooses, start it again, look. TALLYDECK_SIGKILL_ROUNDS and TALLYDECK_SEED make it longer or repeat it.
 */
const rounds = repetitions('TALLYDECK_SIGKILL_ROUNDS', 3, 50)
const seed = Number(process.env['TALLYDECK_SEED'] ?? 20_240_601)
const appends = 10_000
const streams = 50

/** mulberry32: small, seeded, good enough to choose moments. */
function random(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const script = join(import.meta.dirname, '../support/eventstore/storeProcess.ts')

async function startProcess(data: string) {
  const child = spawn(process.execPath, [script, '--data', data, '--port', '0'])
  let output = ''
  const connectionString = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /Connect with (\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('exit', () => reject(new Error(output)))
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = () => {
    child.kill('SIGKILL')
    return exited
  }
  onTestFinished(kill)
  return { connectionString, kill }
}

const filler = 'x'.repeat(1000)

/** With credentials each append is a call of its own; the client's batches leave rejections that nobody can handle. */
const credentials = { username: 'admin', password: 'changeit' }
const streamOf = (n: number) => `load-${n % streams}`

/** Appends until the process is killed; answers the numbers that were acknowledged. */
async function appendUntilKilled(
  store: Awaited<ReturnType<typeof startProcess>>,
  first: number,
  killAfter: number,
): Promise<number[]> {
  const client = EventStoreDBClient.connectionString(store.connectionString)
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
  {
    timeout: 60_000 * rounds,
  },
  async () => {
    const chance = random(seed)
    const data = await mkdtemp(join(tmpdir(), 'tallydeck-sigkill-'))
    onTestFinished(() => rm(data, { recursive: true, force: true }))
    const acknowledged: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const killAfter = 1 + Math.floor(chance() * (appends - 1))
      const store = await startProcess(data)
      const before = acknowledged.length
      acknowledged.push(...(await appendUntilKilled(store, round * appends, killAfter)))
      expect(acknowledged.length - before).toBeGreaterThanOrEqual(killAfter)

      const again = await startProcess(data)
      const found = await numbersByStream(again.connectionString)
      await again.kill()
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
