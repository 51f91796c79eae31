import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** What to launch, or in a few words why there is nothing to launch here. */
export type ElectronTarget =
  { readonly executablePath: string; readonly appDir: string } | { readonly missing: string }

/** The binary named by TALLYDECK_ELECTRON, else the installed package's; the app in TALLYDECK_APP_DIR, else this one. */
export function findElectronTarget(): ElectronTarget {
  const { TALLYDECK_ELECTRON, TALLYDECK_APP_DIR } = process.env
  const executablePath = TALLYDECK_ELECTRON ?? installedElectron()
  if (executablePath === undefined) {
    return { missing: 'no Electron: its binary is not installed and TALLYDECK_ELECTRON is not set' }
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { missing: 'no display, and no Xvfb to make one' }
  }
  return { executablePath, appDir: TALLYDECK_APP_DIR ?? root }
}

/** Asks the package for nothing, since that would start a download. */
function installedElectron(): string | undefined {
  const packageJson = createRequire(import.meta.url).resolve('electron/package.json')
  const binary = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const name = process.platform in binary ? binary[process.platform as 'darwin'] : 'electron'
  const path = join(dirname(packageJson), 'dist', name)
  return existsSync(path) ? path : undefined
}

/** Chromium's own sandbox does not work for root, as which containers run. */
export const sandboxFlags = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])
