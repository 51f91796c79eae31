import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { isToken, makeToken } from '#electron/browser/access.ts'
import { StoreError } from '#electron/eventstore/index.ts'
import { defaultDataDir } from '#electron/host/dataFolder.ts'
import { createLog, openLog } from '#electron/host/log.ts'
import { describeOpenFailure } from '#electron/host/openFailure.ts'
import { parseOptions } from '#electron/main/options.ts'
import { createTerminal } from '#electron/terminal/index.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

describe('the data folder of a user', () => {
  test.each([
    ['linux', {}, join('/home/ann', '.config/Tallydeck')],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, join('/cfg', 'Tallydeck')],
    ['darwin', {}, join('/home/ann', 'Library/Application Support/Tallydeck')],
    ['win32', { APPDATA: '/roaming' }, join('/roaming', 'Tallydeck')],
  ] as const)('is where %s keeps what programs remember', (platform, env, expected) => {
    expect(defaultDataDir(platform, env, '/home/ann')).toBe(expected)
  })
})

describe('the command line of the app', () => {
  test('is read from among the flags of Electron and Chromium', () => {
    const argv = ['electron', '--no-sandbox', '--inspect=0', '/app', '--data=/d', '--kiosk']
    expect(parseOptions(argv)).toEqual({
      dataDir: '/d',
      central: undefined,
      metricsPort: undefined,
      kiosk: true,
      fullscreen: false,
    })
  })

  test('takes a port only where it is one', () => {
    const port = (text: string) => parseOptions(['electron', `--metrics-port=${text}`]).metricsPort
    expect(['0', '9464', '65536', '-1', 'x', ''].map(port)).toEqual([
      0,
      9464,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('may give a value behind a space', () => {
    expect(parseOptions(['electron', '/app', '--data', '/d']).dataDir).toBe('/d')
  })
})

describe('a terminal that cannot be opened', () => {
  test('is explained in the words of what could not open', () => {
    const dir = join(import.meta.filename, 'data')
    const failure = describeOpenFailure(thrownBy(() => createTerminal({ dataDir: dir })))
    expect(failure?.title).toContain(dir)
    expect(failure?.advice).toContain('Nothing was changed')
    const store = new StoreError('store-in-use', 'Another process has it.')
    expect(describeOpenFailure(store)?.advice).toBe('Another process has it.')
  })

  test('is a bug where nobody else is to blame', () => {
    expect(describeOpenFailure(new TypeError('x is not a function'))).toBeUndefined()
    expect(describeOpenFailure(undefined)).toBeUndefined()
  })
})

test('a token is new each time and only equal to itself', () => {
  const [a, b] = [makeToken(), makeToken()]
  expect(isToken(a, a)).toBe(true)
  expect(isToken(a, b)).toBe(false)
  expect(isToken(a, `${a}x`)).toBe(false)
  expect(isToken(a, '')).toBe(false)
})

test('a log line is one line of JSON, errors with their cause included', () => {
  const lines: string[] = []
  const error = Object.assign(new Error('no\nroom'), { code: 'ENOSPC' })
  createLog((line) => lines.push(line)).error('failed', { error })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.indexOf('\n')).toBe(lines[0]!.length - 1)
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'error',
    message: 'failed',
    error: { message: 'no\nroom', code: 'ENOSPC' },
  })
})

test("the log on the disk is kept small, and its failure is nobody's", () => {
  const dir = mkdtempSync(join(tmpdir(), 'tallydeck-log-'))
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const log = openLog(dir)
  for (let i = 0; i < 12; i += 1) log.info('x'.repeat(1024 * 1024))
  const sizes = readdirSync(join(dir, 'log')).map((file) => statSync(join(dir, 'log', file)).size)
  expect(sizes).toHaveLength(2)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024)

  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'a file in its place')
  log.info('still here')
  expect(write).toHaveBeenCalledTimes(13)
  write.mockRestore()
  rmSync(dir)
})
test('names the port that another program has', () => {
  const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 7420 })
  expect(describeOpenFailure(taken)?.title).toBe('Port 7420 is taken by another program.')
})
