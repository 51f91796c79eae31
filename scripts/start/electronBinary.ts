import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The binary, or in a few words why there is none to run here. */
export type ElectronBinary = { path: string } | { missing: string }

const reachableLimitMs = 4_000
const unpackLimitMs = 30_000
const downloadLimitMs = 10 * 60_000

const packageDir = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** The installed binary's path, read as the electron package itself reads it, but without its download. */
export function installedElectron(): string | undefined {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(packageDir, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const path = join(override ?? join(packageDir, 'dist'), readFileSync(pathFile, 'utf8'))
  return existsSync(path) ? path : undefined
}

/** Electron needs a display, and its sandbox needs a user who is not root. */
function unsuited(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux') return undefined
  if (!DISPLAY && !WAYLAND_DISPLAY) return 'There is no display here'
  if (process.getuid?.() === 0) return 'Electron does not run as root'
  return undefined
}

async function isReachable(): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  try {
    await fetch(mirror ?? 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(reachableLimitMs),
    })
    return true
  } catch {
    return false
  }
}

/**
 * Electron's binary, fetched at first use by the electron package's own installer. It never waits long on a network
 * that isn't there: then only a copy that was downloaded before is taken.
 */
export async function findElectron(): Promise<ElectronBinary> {
  const reason = unsuited()
  if (reason !== undefined) return { missing: reason }
  const installed = installedElectron()
  if (installed !== undefined) return { path: installed }

  const reachable = await isReachable()
  if (reachable) process.stdout.write('Fetching Electron, once…\n')
  spawnSync(process.execPath, [join(packageDir, 'install.js')], {
    stdio: 'ignore',
    timeout: reachable ? downloadLimitMs : unpackLimitMs,
    killSignal: 'SIGKILL',
  })
  const path = installedElectron()
  return path === undefined ? { missing: "Electron's binary could not be fetched" } : { path }
}
