import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { createTerminal, type Keychain } from '#electron/terminal/index.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

const ADDRESS = 'esdb://t1:a-long-password@127.0.0.1:1?tls=false'

/** A keychain of one user of one machine. */
const keychain = (user: string): Keychain => ({
  seal: (text) => Buffer.from(`${user} ${text}`).toString('base64'),
  unseal: (sealed) => {
    const text = Buffer.from(sealed, 'base64').toString()
    if (!text.startsWith(`${user} `)) throw new Error('sealed by somebody else')
    return text.slice(user.length + 1)
  },
})

/** Where in a data folder a text stands, whoever wrote it there. */
const filesWith = (dataDir: string, text: string) =>
  readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name)).includes(text))

async function setUp(config: Parameters<typeof openTerminal>[0] = {}): Promise<string> {
  const terminal = openTerminal(config)
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1', centralUrl: ADDRESS })
  await terminal.close()
  return dirname(terminal.store.path)
}

/** What the terminal would connect to. */
async function addressUsed(dataDir: string, own?: Keychain): Promise<string> {
  const asked: string[] = []
  const terminal = createTerminal({
    dataDir,
    keychain: own,
    connect: (url) => {
      asked.push(url)
      throw new Error('not now')
    },
  })
  const { problem } = await terminal.syncUntilIdle({ timeoutMs: waitLimit })
  await terminal.close()
  return asked[0] ?? problem?.code ?? ''
}

it('keeps password and key out of the database, in a file that only this user can read', async () => {
  const dataDir = await setUp()
  expect(filesWith(dataDir, 'a-long-password')).toEqual(['terminal.secrets'])
  expect(filesWith(dataDir, 'PRIVATE KEY')).toEqual(['terminal.secrets'])
  expect(statSync(join(dataDir, 'terminal.secrets')).mode & 0o077).toBe(0)
  expect(await addressUsed(dataDir)).toBe(ADDRESS)
})

it('seals them where the host has a keychain, also what was there before', async () => {
  const dataDir = await setUp()
  expect(await addressUsed(dataDir, keychain('anna'))).toBe(ADDRESS)
  expect(filesWith(dataDir, 'a-long-password')).toEqual([])
  expect(filesWith(dataDir, 'PRIVATE KEY')).toEqual([])
  expect(await addressUsed(dataDir, keychain('anna'))).toBe(ADDRESS)
})

it('does not connect with what another has sealed, says so, and takes the address again', async () => {
  const dataDir = await setUp({ keychain: keychain('anna') })
  for (const other of [undefined, keychain('eve')])
    expect(await addressUsed(dataDir, other)).toBe('address-invalid')
  const terminal = openTerminal({ dataDir })
  expect(terminal.central().address).toBe('esdb://t1@127.0.0.1:1?tls=false')
  terminal.changeCentral(ADDRESS)
  await terminal.close()
  expect(await addressUsed(dataDir)).toBe(ADDRESS)
})

it('takes them out of a database of an earlier version, and leaves no trace there', async () => {
  const dataDir = await setUp()
  const key = readFileSync(join(dataDir, 'terminal.secrets'), 'utf8')
  const { 'private-key': kept } = JSON.parse(key) as Record<string, { text: string }>
  const earlier = openTerminal({ dataDir })
  earlier.store.meta.set('private-key', kept?.text ?? '')
  earlier.store.meta.set('central-url', ADDRESS)
  earlier.store.meta.remove('public-key')
  await earlier.close()
  rmSync(join(dataDir, 'terminal.secrets'))
  expect(filesWith(dataDir, 'a-long-password')).toEqual(['terminal.db'])
  const folder = tempDir()
  cpSync(dataDir, folder, { recursive: true })
  expect(await addressUsed(folder)).toBe(ADDRESS)
  expect(filesWith(folder, 'a-long-password')).toEqual(['terminal.secrets'])
  expect(filesWith(folder, 'PRIVATE KEY')).toEqual(['terminal.secrets'])
})
