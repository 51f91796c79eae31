import { parseArgs } from 'node:util'

export interface ElectronOptions {
  /** The terminal's data folder, as given. */
  dataDir: string | undefined
  /** The address of the central store, over what was set up. */
  central: string | undefined
  /** Fills the screen and offers no way out of the app: for a terminal on a wall or a truck. */
  kiosk: boolean
  fullscreen: boolean
}

/** Reads the app's own flags out of a command line that also carries Electron's and Chromium's. */
export function parseOptions(argv: readonly string[]): ElectronOptions {
  const { values } = parseArgs({
    args: argv.slice(1),
    // Chromium has hundreds of switches of its own, and they are its business.
    strict: false,
    options: {
      data: { type: 'string' },
      central: { type: 'string' },
      kiosk: { type: 'boolean' },
      fullscreen: { type: 'boolean' },
    },
  })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    dataDir: text(values.data),
    central: text(values.central),
    kiosk: values.kiosk === true,
    fullscreen: values.fullscreen === true,
  }
}
