import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const folderName = 'Tallydeck'

/** The user's own data folder by the platform's rule: what Electron calls `appData`, with the product's name. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), folderName)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', folderName)
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), folderName)
}

/**
 * Makes the data folder if it isn't there and answers its absolute path. Throws the system's error (EACCES, EROFS,
 * ENOTDIR, ...) where files cannot be made in it.
 */
export function prepareDataDir(dir: string): string {
  const path = resolve(dir)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  return path
}
