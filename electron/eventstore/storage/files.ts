import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from '../errors.ts'

export const lockOf = (file: string) => `${file}.lock`
const logOf = (file: string) => `${file}-wal`

/**
 * Not mkdir's own `recursive`: in Node that never returns where the file system says ENOENT though the parent is there,
 * as automounters do. What it makes is for this user alone, since it will hold passwords' hashes.
 */
function makeFolder(folder: string) {
  const parent = dirname(folder)
  if (existsSync(folder) || parent === folder) return
  makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}

/**
 * Makes the folder of a database, and sees that it can be used.
 * @throws StoreError, or what the file system says
 */
export function prepareFiles(file: string): void {
  const folder = dirname(file)
  makeFolder(folder)
  accessSync(folder, constants.R_OK | constants.W_OK)
  for (const path of [file, lockOf(file)]) {
    if (!existsSync(path)) continue
    if (!statSync(path).isFile())
      throw new StoreError('foreign-database', `${path} is not a file. Choose another data folder.`)
    // SQLite would open a file that can't be written for reading, and a lock on it would be none.
    accessSync(path, constants.R_OK | constants.W_OK)
  }
  refuseOrphan(file)
}

/** Without its database SQLite throws a write-ahead log away, and with it what was acknowledged last. */
function refuseOrphan(file: string) {
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (sizeOf(file) > 0 || sizeOf(logOf(file)) === 0) return
  throw new StoreError(
    'database-damaged',
    `${file} is missing or empty, but ${logOf(file)} holds what was written last. Nothing was changed. Put the database back beside it, or restore both from a backup.`,
  )
}

const identify = (path: string) => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}

/**
 * Remembers which files are open. What comes back throws a StoreError once another file, or none, stands in their place:
 * what is written then is lost when the store stops.
 */
export function watchPlace(file: string): () => void {
  const advice = [
    [file, 'Put it back, or restore it and start the store again.'],
    [
      logOf(file),
      'Stop the store, which then writes what it holds to the database, and start it again.',
    ],
  ] as const
  const opened = advice.map(([path, whatToDo]) => ({ path, whatToDo, identity: identify(path) }))
  return () => {
    const missing = opened.find(({ path, identity }) => identify(path) !== identity)
    if (missing === undefined) return
    throw new StoreError(
      'database-removed',
      `${missing.path} was removed or replaced while the store ran. ${missing.whatToDo}`,
    )
  }
}
