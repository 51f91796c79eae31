import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, session, type BrowserWindow } from 'electron'
import { defaultDataDir } from '#electron/host/dataFolder.ts'
import { openHost, type Host } from '#electron/host/openHost.ts'
import { describeOpenFailure } from '#electron/host/openFailure.ts'
import { openLog } from '#electron/host/log.ts'
import { openPages } from '#electron/host/pages.ts'
import { serveApiPorts } from './apiPorts.ts'
import { declareAppScheme, serveApp } from './appProtocol.ts'
import { showFault, showOpenFailure } from './dialogs.ts'
import { guardAllContents, guardSession } from './guards.ts'
import { openKeychain } from './keychain.ts'
import { setMenu } from './menu.ts'
import { parseOptions } from './options.ts'
import { closeBeforeExit } from './quit.ts'
import { openWindow } from './window.ts'

const options = parseOptions(process.argv)
const dataDir = resolve(options.dataDir ?? defaultDataDir())
const log = openLog(dataDir)
process.on('uncaughtException', fail)
process.on('unhandledRejection', (error) =>
  log.error('a failure that nobody waited for', { error }),
)

declareAppScheme()
// Every window asks for the sandbox itself; this is for whatever else might open one. It fails without the system's sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
guardAllContents(app, log)
app.setPath('userData', chromiumDir())

if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(fail)
else app.exit(0)

/**
 * Chromium's own files, and with them the single-instance lock, belong to the data folder: one app for each folder.
 * Where the folder cannot be used they go elsewhere, so that a window can say so.
 */
function chromiumDir(): string {
  try {
    const dir = join(dataDir, 'window')
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return dir
  } catch {
    return mkdtempSync(join(tmpdir(), 'tallydeck-'))
  }
}

async function start(): Promise<void> {
  const host = await openHostOrAsk()
  if (host === undefined) return app.exit(1)
  closeBeforeExit(app, host, log)

  setMenu(options.kiosk)
  guardSession(session.defaultSession, log)
  serveApp(session.defaultSession, await openPages(join(import.meta.dirname, '../renderer')))
  serveApiPorts(host, log)

  let window: BrowserWindow | undefined
  const show = () => {
    if (window === undefined || window.isDestroyed()) {
      window = openWindow(options, join(dataDir, 'window', 'place.json'), log)
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => app.quit())
  show()
  log.info('the window is open')
}

/** Opens the terminal. Where the data folder does not allow it, says so until it does or the person gives up. */
async function openHostOrAsk(): Promise<Host | undefined> {
  for (;;) {
    try {
      return await openHost({
        dataDir,
        central: options.central,
        metricsPort: options.metricsPort,
        workerScript: join(import.meta.dirname, 'eventstoreWorker.js'),
        keychain: openKeychain(),
        log,
      })
    } catch (error) {
      const failure = describeOpenFailure(error)
      log.error('cannot open the terminal', { error })
      if (failure === undefined) throw error
      if ((await showOpenFailure(failure)) === 'quit') return undefined
    }
  }
}

/** A bug. What was saved is safe; the program is not to be trusted any more. */
function fail(error: unknown): void {
  log.error('Tallydeck cannot go on', { error })
  showFault(dataDir)
  app.exit(1)
}
