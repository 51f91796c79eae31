import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliTerminal, runCli } from '#test/support/cli.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'

describe('wrong usage', () => {
  const data = ['--data', '/nowhere']
  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /Usage/],
    ['an unknown command', ['frobnicate'], /unknown command/],
    ['an unknown option', ['sync', ...data, '--fast'], /unknown option '--fast'/],
    ['no data folder', ['sync'], /--data/],
    ['no operator', ['exec', ...data], /--operator/],
    ['an operator that is none', ['exec', ...data, '--operator', 'a b'], /operator id/],
    [
      'a warehouse that is none',
      ['init', ...data, '--terminal', 'T1', '--warehouse', 'W-1'],
      /warehouse code/,
    ],
    [
      'a central address that is none',
      ['init', ...data, '--terminal', 'T1', '--warehouse', 'W', '--central', 'http://x'],
      /esdb:/,
    ],
    ['a time-out that is none', ['sync', ...data, '--timeout', 'soon'], /number of seconds/],
    ['a folder without a terminal', ['sync', ...data], /There is no terminal in \/nowhere/],
    ['an unknown query', ['query', 'weather', ...data], /there are: stock, outbox, conflicts/],
    ['a query of every object', ['query', 'constructor', ...data], /There is no query/],
    ['arguments that are no JSON', ['query', 'stock', ...data, 'sku=A'], /not JSON/],
    ['unknown arguments', ['query', 'stock', ...data, '{"colour":1}'], /unknown field colour/],
    ['a query without what it needs', ['query', 'history', ...data], /sku is missing/],
    [
      'an unknown import',
      ['import', 'people', 'x.csv', ...data, '--operator', 'admin'],
      /products, bins, stock/,
    ],
    [
      'a mapping that is none',
      ['import', 'bins', 'x.csv', ...data, '--operator', 'admin', '--map', 'bin'],
      /field=column/,
    ],
    [
      'a file that is not there',
      ['import', 'bins', '/x.csv', ...data, '--operator', 'admin'],
      /cannot be read/,
    ],
    ['a port that is none', ['store', ...data, '--port', 'x'], /--port/],
  ])('%s is said on standard error, and ends with 2', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })

  it.each(['', 'init', 'store', 'exec', 'sync', 'query', 'import'])(
    '%s --help explains itself',
    async (command) => {
      const { code, stdout, stderr } = await runCli([...(command ? [command] : []), '--help'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^Usage: /)
    },
  )
})

describe('init', () => {
  it('takes the first supervisor’s PIN, and says so where nobody has one', async () => {
    const data = tempDir()
    const terminal = cliTerminal(data)
    const none = await terminal.init('T1')
    expect(none).toMatchObject({ code: 0, rows: [{ outcome: 'done' }] })
    expect(none.stderr).toContain('Nobody has a PIN yet')
    const again = ['--terminal', 'T1', '--warehouse', 'WH1', '--pin'] as const
    expect((await terminal.run('init', ...again, '12345')).code).toBe(2)
    const given = await terminal.run('init', ...again, '123456')
    expect(given).toMatchObject({ code: 0, stderr: '', rows: none.rows })
    expect((await terminal.run('init', ...again, '654321')).rows).toEqual(none.rows)
    const opened = openTerminal({ dataDir: data })
    expect(await opened.screens.open().signIn('admin', '123456')).toEqual({ outcome: 'signed-in' })
  })

  it('twice with the same values changes nothing; with others it is refused', async () => {
    const terminal = cliTerminal(tempDir())
    const first = await terminal.init('T1')
    expect(first.rows).toEqual([{ outcome: 'done', terminal: 'T1', warehouse: 'WH1' }])
    expect((await terminal.init('T1')).rows).toEqual(first.rows)
    expect(await terminal.query('outbox')).toHaveLength(3)
    expect(await terminal.init('T2')).toMatchObject({
      code: 0,
      rows: [{ outcome: 'refused', code: 'already-initialised' }],
    })
  })
})

describe('a data folder that cannot be used', () => {
  it('which is a file is refused, and the file stays', async () => {
    const file = join(tempDir(), 'data')
    writeFileSync(file, 'mine')
    const { code, stderr } = await cliTerminal(file).init('T1')
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be opened')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it.each(['sync', 'exec', 'query'])(
    'with a database that is none is refused by %s, and the file stays',
    async (command) => {
      const data = tempDir()
      const file = join(data, 'terminal.db')
      writeFileSync(file, 'not a database, though it is long enough to be taken for one'.repeat(20))
      const before = readFileSync(file)
      const more = { sync: [], exec: ['--operator', 'admin'], query: ['stock'] }[command] ?? []
      const { code, stdout, stderr } = await runCli([command, ...more, '--data', data])
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('is not a Tallydeck database')
      expect(readFileSync(file)).toEqual(before)
    },
  )

  it.skipIf(process.getuid?.() === 0)('which is read-only is refused (not as root)', async () => {
    const data = tempDir()
    chmodSync(data, 0o500)
    const { code, stderr } = await cliTerminal(data).init('T1')
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be written to')
  })
})
