import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openEmbeddedStore } from '#electron/host/embeddedStore.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tallydeck-embedded-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

/** The code of the error, or undefined where a connection is taken. */
async function refusal(connectionString: string): Promise<string | undefined> {
  const socket = connect(Number(new URL(connectionString).port), '127.0.0.1')
  try {
    await once(socket, 'connect')
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  } finally {
    socket.destroy()
  }
}

test('it serves from a folder of its own until it is closed', async () => {
  const store = await openEmbeddedStore({ dataDir, workerScript: undefined, log: silent })
  expect(store.connectionString).toMatch(
    /^esdb:\/\/terminal:[\w-]{32}@127\.0\.0\.1:\d+\?tls=true&tlsCAFile=/,
  )
  expect(await refusal(store.connectionString)).toBeUndefined()
  await store.close()
  expect(await refusal(store.connectionString)).toBe('ECONNREFUSED')
  expect(await readFile(join(dataDir, 'store/eventstore.db'))).not.toHaveLength(0)
})

test('a folder that cannot hold it is a clear error', async () => {
  await writeFile(join(dataDir, 'store'), 'a file')
  await expect(
    openEmbeddedStore({ dataDir, workerScript: undefined, log: silent }),
  ).rejects.toMatchObject({ name: 'StoreError', code: 'folder-unusable' })
})

test('one that dies is started again at the same address', async () => {
  const workerScript = join(import.meta.dirname, '../support/mortalStoreWorker.ts')
  const info = vi.fn<(message: string) => void>()
  const store = await openEmbeddedStore({ dataDir, workerScript, log: { ...silent, info } })
  await writeFile(join(dataDir, 'store/die'), '')
  await expect.poll(() => info.mock.calls.flat()).toContain('the embedded store is back')
  expect(await refusal(store.connectionString)).toBeUndefined()
  await store.close()
  expect(await refusal(store.connectionString)).toBe('ECONNREFUSED')
})
