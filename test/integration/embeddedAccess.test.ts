/** A terminal's own store is for whoever can read its data folder, and for nobody else on the machine. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openEmbeddedStore } from '#electron/host/embeddedStore.ts'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import { sync } from '#test/support/site.ts'
import { openTerminal } from '#test/support/terminal.ts'

const event = () => jsonEvent({ type: 'Noted', data: {} })

async function started() {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallydeck of somebody-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const warn = vi.fn<(line: string) => void>()
  const log = { info: () => {}, warn, error: () => {} }
  const open = () => openEmbeddedStore({ dataDir, workerScript: undefined, log })
  const store = await open()
  onTestFinished(() => store.close())
  return { dataDir, store, open, warn }
}

function aClient(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url)
  onTestFinished(() => client.dispose())
  return client
}

const without = (url: string, credentials: string) => url.replace(/\/\/.*@/, `//${credentials}`)

test('without the credentials of this start nothing is read or written, over TLS or not', async () => {
  const { store, warn } = await started()
  const url = store.connectionString
  await aClient(url).appendToStream('stock', event())
  const strangers = ['', 'terminal:guess@', 'admin:changeit@']
  for (const credentials of strangers) {
    const stranger = aClient(without(url, credentials))
    await expect(stranger.appendToStream('stock', event())).rejects.toThrow(/.+/)
  }
  const reading = aClient(without(url, '')).readStream('stock')
  await expect(reading.toArray()).rejects.toThrow(/.+/)
  const plain = aClient(`esdb://${new URL(url).host}?tls=false`)
  await expect(plain.appendToStream('stock', event(), { deadline: 2_000 })).rejects.toThrow(/.+/)
  const found = []
  for await (const { event: one } of aClient(url).readStream('stock')) found.push(one?.type)
  expect(found).toEqual(['Noted'])
  await expect.poll(() => warn.mock.calls.join()).toMatch(/Wrong password/)
})

test.skipIf(process.platform === 'win32')(
  'what lets somebody in is in files that only their user can read, also in a folder of before',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tallydeck-before-'))
    onTestFinished(() => rm(dataDir, { recursive: true }))
    mkdirSync(join(dataDir, 'store/access'), { recursive: true, mode: 0o755 })
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const store = await openEmbeddedStore({ dataDir, workerScript: undefined, log })
    onTestFinished(() => store.close())
    const access = join(dataDir, 'store/access')
    const modeOf = (path: string) => statSync(path).mode & 0o777
    expect([modeOf(join(dataDir, 'store')), modeOf(access)]).toEqual([0o700, 0o700])
    expect(readdirSync(access).toSorted()).toEqual(['address', 'ca.crt'])
    for (const name of readdirSync(access)) expect(modeOf(join(access, name))).toBe(0o600)
  },
)

test('the credentials of one start are worth nothing at the next', async () => {
  const { store, open } = await started()
  const before = store.connectionString
  await store.close()
  const again = await open()
  onTestFinished(() => again.close())
  const { port } = new URL(again.connectionString)
  const old = connectEventStoreDb(before.replace(/:\d+\?/, `:${port}?`))
  onTestFinished(() => old.dispose())
  expect(await old.readStream('stock', 0, 1)).toMatchObject({ result: 'unreachable' })
})

test('a second terminal of the same user finds it by the file, and its address is told without the password', async () => {
  const { dataDir, store } = await started()
  const file = join(dataDir, 'store/access/address')
  const url = readFileSync(file, 'utf8').trim()
  expect(url).toBe(store.connectionString)
  const start = () => Promise.resolve({ url, close: () => Promise.resolve() })
  const [one, two] = [openTerminal({ central: { start } }), openTerminal({ central: { url } })]
  for (const [n, terminal] of [one, two].entries()) {
    terminal.initialise({ terminal: `T${n}`, warehouse: 'WH1' })
    expect(await sync(terminal)).toMatchObject({ online: true, pending: 0, problem: null })
    expect(terminal.central().address).not.toContain(new URL(url).password)
  }
  expect(existsSync(file)).toBe(true)
})
