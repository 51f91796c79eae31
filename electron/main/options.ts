import { parseArgs } from 'node:util'

export interface ElectronOptions {
  /** The terminal's data folder, as given. */
  dataDir: string | undefined
  /** The address of the central store, over what was set up. */
  central: string | undefined
  /** Where the metrics are served on loopback. */
  metricsPort: number | undefined
  /** Fills the screen and offers no way out of the app: for a terminal on a wall or a truck. */
  kiosk: boolean
  fullscreen: boolean
}

/** Anything else is no port, and the usual one serves. */
const portOf = (value: string | undefined) =>
  value !== undefined && /^\d{1,5}$/.test(value) && Number(value) < 65_536
    ? Number(value)
    : undefined

/** Reads the app's own flags out of a command line that also carries Electron's and Chromium's. */
export function parseOptions(argv: readonly string[]): ElectronOptions {
  const { values } = parseArgs({
    args: argv.slice(1),
    // Chromium has hundreds of switches of its own, and they are its business.
    strict: false,
    options: {
      data: { type: 'string' },
      central: { type: 'string' },
      'metrics-port': { type: 'string' },
      kiosk: { type: 'boolean' },
      fullscreen: { type: 'boolean' },
    },
  })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    dataDir: text(values.data),
    central: text(values.central),
    metricsPort: portOf(text(values['metrics-port'])),
    kiosk: values.kiosk === true,
    fullscreen: values.fullscreen === true,
  }
}
