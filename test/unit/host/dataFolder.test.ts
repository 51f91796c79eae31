import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultDataDir } from '#electron/host/dataFolder.ts'

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
