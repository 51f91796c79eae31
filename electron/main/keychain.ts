import { safeStorage } from 'electron'
import type { Keychain } from '#electron/terminal/index.ts'

/**
 * The system's keychain, once the app is ready; undefined where there is none. On Linux without one Chromium seals with
 * a password that everybody knows: that is none.
 */
export function openKeychain(): Keychain | undefined {
  if (!isRealKeychain()) return undefined
  return {
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  }
}

function isRealKeychain(): boolean {
  try {
    if (!safeStorage.isEncryptionAvailable()) return false
    return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
  } catch {
    // One that can't say what it seals with is not trusted.
    return false
  }
}
