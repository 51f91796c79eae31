import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme } from 'electron'
import type { Log } from '#electron/host/log.ts'
import { appOrigin } from './appProtocol.ts'
import type { ElectronOptions } from './options.ts'
import { showRendererFailure } from './dialogs.ts'
import { keepWindowState, readWindowState } from './windowState.ts'

/** A page that crashes more often than this within the time is not loaded again without a person. */
const crashLimit = { times: 3, withinMs: 60_000 }

/** Opens the terminal's window. `stateFile` keeps its place from one start to the next. */
export function openWindow(
  { kiosk, fullscreen }: ElectronOptions,
  stateFile: string,
  log: Log,
): BrowserWindow {
  const state = readWindowState(stateFile)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...state?.bounds,
    minWidth: 360,
    minHeight: 480,
    show: false,
    kiosk,
    fullscreen: kiosk || fullscreen,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101417' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  if (state?.maximized) window.maximize()
  if (!kiosk && !fullscreen) keepWindowState(window, stateFile)
  window.once('ready-to-show', () => window.show())
  reviveAfterCrash(window, log)
  // A window that is closed, or a page that crashes, while it loads is no failure of the app.
  window.loadURL(`${appOrigin}/`).catch((error: unknown) => {
    log.warn('the page did not load', { error })
  })
  return window
}

/** The database is in this process, so a crashed page has lost nothing: it is loaded again and carries on. */
function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let crashes: number[] = []
  const revive = async () => {
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < crashLimit.withinMs), now]
    if (crashes.length > crashLimit.times) {
      if ((await showRendererFailure(window)) === 'quit') return window.close()
      crashes = []
    }
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.error('the page crashed', { reason, exitCode })
    revive().catch((error: unknown) => log.error('the page stays away', { error }))
  })
  window.on('unresponsive', () => log.warn('the page does not respond'))
  window.on('responsive', () => log.info('the page responds again'))
}
