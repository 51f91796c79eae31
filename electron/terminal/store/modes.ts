import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const STICKY = 0o1000
const OTHERS = 0o077

function keepFromOthers(path: string, mode: number): void {
  try {
    const now = statSync(path).mode
    // A folder that everybody shares, as /tmp, is not ours to close.
    if ((now & OTHERS) !== 0 && (now & STICKY) === 0) chmodSync(path, mode)
  } catch {
    // Another's file, or a file system without modes: it stays as its owner wanted it.
  }
}

/**
 * Lets nobody but this user read what is in a data folder: everybody's work, the PINs' hashes, the terminal's key.
 * Mends what was made before, or put back from a copy with other modes. On Windows the folder's own rights hold.
 */
export function keepPrivate(dataDir: string): void {
  if (process.platform === 'win32') return
  keepFromOthers(dataDir, 0o700)
  const ours = readdirSync(dataDir).filter((name) => name.startsWith('terminal.'))
  for (const name of ours) keepFromOthers(join(dataDir, name), 0o600)
}
