import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { asStorageError, storageError } from './errors.ts'

export type Lock = {
  /** Releases the data folder for others. */
  readonly release: () => void
  /** The lock's file was not there: the folder is new, or somebody has removed it. */
  readonly wasMissing: boolean
}

/**
 * Takes the data folder for this process, making it where it is missing. The lock is the operating system's, held through an open transaction on a
 * file of its own: it dies with the process, so that a crash leaves nothing to clear away.
 */
export function lockDataFolder(dataDir: string): Lock {
  const path = join(dataDir, 'terminal.lock')
  const wasMissing = !existsSync(path)
  let file: Database.Database | undefined
  try {
    // The PINs' hashes and everybody's work are in it.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    file = new Database(path, { timeout: 0 })
    file.pragma('journal_mode = DELETE')
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw storageError('data-folder-in-use', dataDir, error)
    throw asStorageError(error, dataDir)
  }
  const held = file
  return { release: () => held.close(), wasMissing }
}
