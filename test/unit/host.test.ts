import { describe, expect, test } from 'vitest'
import { isToken, makeToken } from '#electron/browser/access.ts'
import { defaultDataDir } from '#electron/host/dataFolder.ts'
import { createLog } from '#electron/host/log.ts'
import { describeOpenFailure } from '#electron/host/openFailure.ts'
import { parseOptions } from '#electron/main/options.ts'

describe('the data folder of a user', () => {
  test.each([
    ['linux', {}, '/home/ann/.config/Tallydeck'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/Tallydeck'],
    ['darwin', {}, '/home/ann/Library/Application Support/Tallydeck'],
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
      kiosk: true,
      fullscreen: false,
    })
  })

  test('may give a value behind a space', () => {
    expect(parseOptions(['electron', '/app', '--data', '/d']).dataDir).toBe('/d')
  })
})

describe('a data folder that cannot be opened', () => {
  test.each([
    ['EROFS', 'cannot write'],
    ['EACCES', 'cannot write'],
    ['ENOTDIR', 'not a folder'],
    ['ENOSPC', 'disk is full'],
    ['SQLITE_NOTADB', 'cannot be read'],
  ])('is explained by what the machine said: %s', (code, words) => {
    const error = Object.assign(new Error('the machine'), { code })
    const failure = describeOpenFailure(error, '/d')
    expect(failure?.title).toContain(words)
    expect(failure?.advice).toContain('/d')
    expect(failure?.cause).toBe('the machine')
  })

  test('is not made out of a bug', () => {
    expect(describeOpenFailure(new TypeError('x is not a function'), '/d')).toBeUndefined()
    expect(describeOpenFailure(undefined, '/d')).toBeUndefined()
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
