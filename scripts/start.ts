/** `npm start`: the terminal in Electron where that can run, else in a browser tab. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { runBrowserHost } from '../electron/browser/index.ts'
import { build, isBuilt } from './start/build.ts'
import { findElectron } from './start/electronBinary.ts'

const root = join(import.meta.dirname, '..')

interface Options {
  browser?: boolean
  data?: string
  central?: string
  port?: number
  metricsPort?: number
  kiosk?: boolean
  fullscreen?: boolean
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new InvalidArgumentError('A port is a number from 0 (any) to 65535.')
}

const options = new Command('npm start --')
  .description('Starts Tallydeck: its own window where there can be one, else a browser tab.')
  .option('--browser', 'serve a browser tab, even where Electron can run')
  .option('--data <folder>', "the terminal's data folder")
  .option('--central <address>', 'the central store, esdb://…')
  .option('--port <port>', 'with a browser tab: the port on this machine', parsePort)
  .option('--metrics-port <port>', 'where Prometheus finds the metrics on this machine', parsePort)
  .option('--kiosk', 'in its own window: fill the screen, with no way out')
  .option('--fullscreen', 'in its own window: fill the screen')
  .allowExcessArguments(false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<Options>()

/** It runs for days beside other programs: little garbage gathers before it is collected. As `npm start` itself. */
const heap = '--max-semi-space-size=4 --initial-old-space-size=48'

/** Runs the app in Electron until it ends. Undefined: Electron itself could not start on this machine. */
function runElectron(binary: string): Promise<number | undefined> {
  const flag = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}=${value}`]
  const args = [
    root,
    `--js-flags=${heap}`,
    ...flag('data', options.data),
    ...flag('central', options.central),
    ...flag('metrics-port', options.metricsPort),
    ...(options.kiosk ? ['--kiosk'] : []),
    ...(options.fullscreen ? ['--fullscreen'] : []),
  ]
  const started = performance.now()
  const child = spawn(binary, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined))
    child.once('exit', (code, signal) => {
      // Chromium ends so where it finds no sandbox, no library or no display that works.
      const brokenAtStart =
        performance.now() - started < 10_000 &&
        (code === 127 || ['SIGTRAP', 'SIGABRT', 'SIGSEGV'].includes(signal ?? ''))
      resolve(brokenAtStart ? undefined : (code ?? 1))
    })
  })
}

async function main(): Promise<number> {
  if (!isBuilt(root)) {
    process.stdout.write('Building…\n')
    if (!build(root)) return 1
  }
  if (!options.browser) {
    const electron = await findElectron()
    if ('path' in electron) {
      const code = await runElectron(electron.path)
      if (code !== undefined) return code
    }
    const reason = 'missing' in electron ? electron.missing : 'Electron could not start here'
    process.stdout.write(`${reason}, so this terminal opens in a browser tab.\n`)
  }
  return runBrowserHost({
    dataDir: options.data,
    central: options.central,
    port: options.port,
    metricsPort: options.metricsPort,
    rendererDir: join(root, 'out/renderer'),
  })
}

process.exitCode = await main()
