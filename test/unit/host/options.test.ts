import { describe, expect, test } from 'vitest'
import { parseOptions } from '#electron/main/options.ts'

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
