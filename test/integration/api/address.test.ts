import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { openApi } from '#test/support/api.ts'
import { cliTerminal } from '#test/support/cli.ts'
import { certificate } from '#test/support/eventstore/conformance.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, tempDir } from '#test/support/terminal.ts'

const nowhere = 'esdb://t1:old-secret@127.0.0.1:1?tls=false'

/** A terminal that was set up with this address, and the API as its supervisor has it. */
async function atWork(centralUrl: string, config: Parameters<typeof openTerminal>[0] = {}) {
  const terminal = openTerminal(config)
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1', centralUrl })
  const opened = openApi(terminal)
  await opened.api.session.choosePin({ operator: 'admin', pin: '246800' })
  return { terminal, ...opened }
}

const register = (bin: string) => ({ type: 'RegisterBin', bin }) as const

it('a moved store is found again at its new address, in the same run, and what was pending is sent', async () => {
  const site = await openSite()
  const { terminal, api } = await atWork(nowhere)
  terminal.startSync()
  await expect.poll(() => terminal.state().link.state).toBe('offline')
  expect(terminal.state().pending).toBeGreaterThan(0)
  expect(await api.sync.changeAddress({ central: site.url() })).toEqual({ outcome: 'done' })
  await expect
    .poll(() => terminal.state())
    .toMatchObject({ link: { state: 'online', problem: null }, pending: 0 })
  expect(terminal.central()).toEqual({ kind: 'remote', address: site.url() })
})

it('leaves the connection that there is, at once, and keeps the new address for the next start', async () => {
  const [one, other] = [await openSite(), await openSite()]
  const { terminal, api } = await atWork(one.url())
  terminal.startSync()
  await expect.poll(() => terminal.state()).toMatchObject({ pending: 0, link: { state: 'online' } })
  const known = (await one.events()).length
  await api.sync.changeAddress({ central: other.url() })
  asAdmin(terminal)(register('A-1'))
  await expect.poll(() => terminal.state().link.state).toBe('parked')
  expect(terminal.state().link.problem?.code).toBe('store-other')
  expect(await other.events()).toEqual([])
  expect((await one.events()).length).toBe(known)

  const dataDir = dirname(terminal.store.path)
  await terminal.close()
  const again = openTerminal({ dataDir })
  expect(again.central().address).toBe(other.url())
  again.changeCentral(one.url())
  expect(await sync(again)).toMatchObject({ online: true, pending: 0, problem: null })
})

it('a changed password needs no new data folder', async () => {
  const store = await openEventStore({
    dataDir: tempDir(),
    host: 'localhost',
    tls: certificate,
    adminPassword: 'is-right',
  })
  onTestFinished(() => store.close())
  const url = (password: string) =>
    `esdb://admin:${password}@localhost:${store.address.port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.certFile)}`
  const { terminal, api } = await atWork(url('was-right-once'))
  terminal.startSync()
  await expect.poll(() => terminal.state().link.problem?.code).toBe('wrong-credentials')
  await api.sync.changeAddress({ central: url('is-right') })
  await expect.poll(() => terminal.state()).toMatchObject({ link: { state: 'online' }, pending: 0 })
})

it('no password is told to a screen, to the log or in a problem', async () => {
  const { terminal, api, told } = await atWork(nowhere)
  const status = await api.status.get()
  expect(status.central).toEqual({ kind: 'remote', address: 'esdb://t1@127.0.0.1:1?tls=false' })
  await api.sync.changeAddress({ central: 'esdb://t2:new-secret@127.0.0.1:1?tls=perhaps' })
  await sync(terminal)
  const everything = [await api.status.get(), await api.diagnostics.get(), terminal.state(), told]
  expect(JSON.stringify(everything)).not.toContain('secret')
  expect(told).toEqual([
    {
      what: 'the address of the central store was changed',
      facts: {
        operator: 'admin',
        from: 'esdb://t1@127.0.0.1:1?tls=false',
        to: 'esdb://t2@127.0.0.1:1?tls=perhaps',
      },
    },
  ])
})

it('only a supervisor changes it, and not over an address that the terminal was started with', async () => {
  const given = await atWork(nowhere, { central: { url: 'esdb://127.0.0.1:2?tls=false' } })
  const central = 'esdb://127.0.0.1:3?tls=false'
  expect(await given.api.sync.changeAddress({ central })).toMatchObject({ code: 'address-given' })
  const { api, terminal } = await atWork(nowhere)
  await api.session.signOut()
  await expect(api.sync.changeAddress({ central })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  expect(terminal.central().address).toContain('127.0.0.1:1')
})

it('the command line says where it is, changes it for a supervisor, and notes who did', async () => {
  const data = tempDir()
  const cli = cliTerminal(data)
  await cli.init('T1', nowhere)
  expect((await cli.run('address')).rows).toEqual([{ central: 'esdb://t1@127.0.0.1:1?tls=false' }])
  expect((await cli.run('address', '--central', nowhere)).code).toBe(2)
  const site = await openSite()
  const change = (...args: string[]) => cli.run('address', '--operator', 'admin', ...args)
  expect((await change('--central', site.url(), '--embedded')).code).toBe(2)
  const somebody = await cli.run('address', '--central', site.url(), '--operator', 'nobody')
  expect(somebody.rows).toMatchObject([{ outcome: 'refused', code: 'not-permitted' }])
  const changed = await change('--central', site.url())
  expect(changed.rows).toEqual([{ outcome: 'done', central: site.url() }])
  expect(await cli.sync()).toMatchObject({ online: true, pending: 0, problem: null })
  expect((await change('--embedded')).rows).toEqual([{ outcome: 'done', central: null }])
  expect((await cli.run('address')).rows).toEqual([{ central: null }])
  // The store in the data folder is not the one that it has worked with.
  expect(await cli.sync()).toMatchObject({ problem: { code: 'store-other' } })
  const log = readFileSync(join(data, 'log', 'tallydeck.log'), 'utf8')
  expect(log).toMatch(/"operator":"admin","from":"esdb:\/\/t1@127/)
  expect(log).not.toContain('secret')
})
