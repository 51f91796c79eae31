import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHost, type Host } from '#electron/host/openHost.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
let folder: string
const open: Host[] = []

async function start(name: string, central?: string) {
  const dataDir = join(folder, name)
  const host = await openHost({ dataDir, central, metricsPort: 0, log: silent })
  open.push(host)
  return {
    host,
    client: createRouterClient(host.router, { context: host.connect('screen').context }),
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallydeck-host-'))
})
afterEach(async () => {
  for (const host of open.splice(0)) await host.close()
  await rm(folder, { recursive: true })
})

const online = (client: Awaited<ReturnType<typeof start>>['client']) =>
  expect.poll(async () => (await client.status.get()).link.state).toBe('online')

test('a terminal without a central store is in step with its own, and again after a restart', async () => {
  const first = await start('t1')
  expect((await first.client.status.get()).central).toEqual({ kind: 'embedded', address: '' })
  expect(existsSync(join(folder, 't1/store'))).toBe(false)
  await first.client.setup.initialise({ terminal: 'T1', warehouse: 'WH1' })
  await online(first.client)
  await expect.poll(async () => (await first.client.status.get()).pending).toBe(0)
  await first.host.close()

  const again = await start('t1')
  await online(again.client)
  expect((await again.client.status.get()).pending).toBe(0)
  await again.client.session.choosePin({ operator: 'admin', pin: '471100' })
  expect((await again.client.status.get()).central.address).toMatch(
    /^esdb:\/\/terminal@127\.0\.0\.1:\d+/,
  )
})

test('a terminal set up for a central store goes there, and starts none of its own', async () => {
  const store = await StoreProcess.prepare(join(folder, 'central'))
  await store.start()
  try {
    const { client } = await start('t1')
    await client.setup.initialise({ terminal: 'T1', warehouse: 'WH1', central: store.address })
    await online(client)
    await client.session.choosePin({ operator: 'admin', pin: '471100' })
    expect((await client.status.get()).central).toEqual({ kind: 'remote', address: store.address })
    expect(existsSync(join(folder, 't1/store'))).toBe(false)
  } finally {
    for (const host of open.splice(0)) await host.close()
    await store.stop()
  }
})

test('one data folder has one host', async () => {
  const { host } = await start('t1')
  const second = openHost({ dataDir: join(folder, 't1'), log: silent })
  await expect(second).rejects.toThrow('Another Tallydeck')
  await host.close()
  await start('t1')
})

test.skipIf(process.platform === 'win32')('a new data folder is for its user alone', async () => {
  await start('t1')
  expect(statSync(join(folder, 't1')).mode & 0o777).toBe(0o700)
})

test('its metrics are where its diagnostics say, until it is closed', async () => {
  const { host, client } = await start('t1')
  await client.setup.initialise({ terminal: 'T1', warehouse: 'WH1' })
  await client.session.choosePin({ operator: 'admin', pin: '471100' })
  const { metricsAddress } = await client.diagnostics.get()
  const text = await (await fetch(metricsAddress ?? '')).text()
  expect(text).toContain('tallydeck_link_online')
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
  await host.close()
  await expect(fetch(metricsAddress ?? '')).rejects.toThrow('fetch failed')
})
