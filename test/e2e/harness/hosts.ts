import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  _electron,
  type Browser,
  type ElectronApplication,
  errors,
  type Page,
} from '@playwright/test'
import { sandboxFlags, type ElectronTarget } from './electronTarget.ts'

const root = join(import.meta.dirname, '../../..')

export interface TerminalOptions {
  dataDir: string
  /** The address of a central store; absent: the terminal's own choice. */
  central?: string
}

/** A terminal that runs, with its screen. */
export interface RunningTerminal {
  readonly page: Page
  /** The process that holds the database. */
  readonly process: ChildProcess
  /** In Electron only: the app, for what happens outside its page. */
  readonly app?: ElectronApplication
  /** Quits as a person would, and answers the exit code. */
  quit(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

const flags = ({ dataDir, central }: TerminalOptions) => [
  `--data=${dataDir}`,
  ...(central === undefined ? [] : [`--central=${central}`]),
]

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

function endings(child: ChildProcess, askToQuit: () => void) {
  return {
    quit: () => {
      const code = exitOf(child)
      askToQuit()
      return code
    },
    kill: async () => {
      const ended = exitOf(child)
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Starts the browser host as `npm start -- --browser` does, and opens its address in a tab of its own. */
export async function startInBrowser(
  browser: Browser,
  options: TerminalOptions,
): Promise<RunningTerminal> {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/start.ts'), '--browser', '--port=0', ...flags(options)],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line)
      if (found !== null) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${complaints}`)))
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  const { quit, kill } = endings(child, () => child.kill('SIGTERM'))
  return {
    page,
    process: child,
    quit: async () => {
      await context.close()
      return quit()
    },
    kill: async () => {
      // The tab goes first: a power cut leaves nobody who could complain that the host is gone.
      await context.close()
      await kill()
    },
  }
}

export const electronArgs = (appDir: string, options: TerminalOptions): string[] => [
  ...sandboxFlags(),
  appDir,
  ...flags(options),
]

/** Many times what a launch takes. */
const LAUNCH_WITHIN_MS = 45_000

/**
 * Once in many hundred launches Playwright's handshake with Chromium never ends, before anything of the app has run:
 * then it is launched again, once.
 */
async function launch(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  const begin = () => _electron.launch({ ...options, timeout: LAUNCH_WITHIN_MS })
  try {
    return await begin()
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    process.stderr.write(`Electron is launched again: ${error.message}\n`)
    return begin()
  }
}

/** Starts the built app in a real Electron. */
export async function startInElectron(
  target: Exclude<ElectronTarget, { missing: string }>,
  options: TerminalOptions,
): Promise<RunningTerminal> {
  const { executablePath, appDir } = target
  const app = await launch({ executablePath, args: electronArgs(appDir, options) })
  const page = await app.firstWindow()
  await page.waitForLoadState()
  const child = app.process()
  const askToQuit = () => {
    // The answer is lost with the app that gives it.
    app.evaluate(({ app }) => app.quit()).catch(() => undefined)
  }
  return { app, page, process: child, ...endings(child, askToQuit) }
}
