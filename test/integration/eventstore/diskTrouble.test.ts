/** A disk that fails a store while it runs: nothing is acknowledged that is lost, the operator is told, and it goes on afterwards. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client'
import { expect, onTestFinished, test } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numbersIn,
  temporaryFolder,
  until,
} from '#test/support/eventstore/clients.ts'

/** With credentials each append is a call of its own, and fails with its own status. */
const credentials = { username: 'admin', password: 'changeit' }
const unavailable = { type: 'unavailable' }

const health = async (port: number | undefined) => {
  const response = await fetch(`http://127.0.0.1:${port}/health`)
  return { code: response.status, ...((await response.json()) as object) }
}

test.skipIf(process.platform === 'win32')(
  'once its files are gone from their place a store acknowledges nothing more, until they are back',
  async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const told: string[] = []
    const store = await openEventStore({ dataDir, opsPort: 0 }, (line) => told.push(line))
    onTestFinished(() => store.close())
    const client = aClient(store.connectionString)
    const append = (n: number) => client.appendToStream('a', numbered(n), { credentials })
    await append(1)

    await rename(dataDir, `${dataDir}.away`)
    const removed = { code: 503, status: 'database-unusable', reason: 'database-removed' }
    expect(await health(store.opsAddress?.port)).toEqual(removed)
    await expect(append(2)).rejects.toMatchObject(unavailable)
    await mkdir(dataDir)
    await expect(append(2)).rejects.toMatchObject(unavailable)
    expect(await health(store.opsAddress?.port)).toEqual(removed)
    expect(told).toEqual([expect.stringContaining('[database-removed]') as string])
    expect(await numbersIn(client.readStream('a'))).toEqual([1])

    await rm(dataDir, { recursive: true })
    await rename(`${dataDir}.away`, dataDir)
    await append(3)
    expect(told.at(-1)).toBe('Writing again')
    expect(await health(store.opsAddress?.port)).toMatchObject({ code: 200 })
    await store.close()
    const again = aClient((await aStore({ dataDir })).connectionString)
    expect(await numbersIn(again.readStream('a'))).toEqual([1, 3])
  },
)

test.skipIf(process.platform === 'win32')(
  'what was acknowledged outlives the removal of the write-ahead log, when the store is stopped as it says',
  async () => {
    const dataDir = await temporaryFolder()
    const told: string[] = []
    const store = await openEventStore({ dataDir }, (line) => told.push(line))
    onTestFinished(() => store.close())
    const client = aClient(store.connectionString)
    const append = (n: number) => client.appendToStream('a', numbered(n), { credentials })
    await append(1)
    await rm(join(dataDir, 'eventstore.db-wal'))
    await expect(append(2)).rejects.toMatchObject(unavailable)
    expect(told.join('')).toContain('Stop the store')
    await store.close()
    const again = aClient((await aStore({ dataDir })).connectionString)
    expect(await numbersIn(again.readStream('a'))).toEqual([1])
  },
)

const script = join(import.meta.dirname, '../../support/storeMain.ts')

/** The store as a process whose files may grow to so many KiB. */
async function aLimitedStore(dataDir: string, limit: number) {
  const shell = ['-c', `ulimit -S -f ${limit}; exec "$0" "$@"`]
  const child = spawn('bash', [
    ...shell,
    process.execPath,
    script,
    '--data',
    dataDir,
    '--port',
    '0',
  ])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await until(() => output.includes('Health and metrics'))
  return {
    connectionString: /Connect with (\S+)/.exec(output)?.[1] ?? '',
    opsPort: Number(/:(\d+)\/health/.exec(output)?.[1]),
    said: () => output,
    giveSpace: () => execFileSync('bash', ['-c', `prlimit --pid ${child.pid} --fsize=unlimited:`]),
  }
}

/** Appends until the first one fails; answers what was acknowledged, and the failure. */
async function fill(client: EventStoreDBClient) {
  const acknowledged: number[] = []
  const filler = 'x'.repeat(10_000)
  for (let n = 0; ; n += 1) {
    const event = jsonEvent({ type: 'N', data: { n, filler } })
    try {
      await client.appendToStream('a', event, { credentials })
    } catch (error) {
      return { acknowledged, error }
    }
    acknowledged.push(n)
  }
}

test.runIf(process.platform === 'linux')(
  'where there is no more space appends are refused, reads go on, and with space again appends do',
  async () => {
    const store = await aLimitedStore(await temporaryFolder(), 2000)
    const client = aClient(store.connectionString)
    const { acknowledged, error } = await fill(client)
    expect(error).toMatchObject(unavailable)
    expect(acknowledged.length).toBeGreaterThan(50)
    expect(await numbersIn(client.readStream('a'))).toEqual(acknowledged)
    expect(await health(store.opsPort)).toMatchObject({ code: 503 })
    expect(store.said()).toContain("Can't write, so appends are refused")

    store.giveSpace()
    const next = acknowledged.length
    await client.appendToStream('a', numbered(next), { credentials })
    expect(await numbersIn(client.readStream('a'))).toEqual([...acknowledged, next])
    expect(await health(store.opsPort)).toMatchObject({ code: 200 })
    await until(() => store.said().includes('Writing again'))
  },
)
