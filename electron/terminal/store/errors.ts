import type { StorageErrorCode } from '#shared/contract/storage.ts'
import { storageMessage, type StorageMessage } from '#shared/words/index.ts'

export type { StorageErrorCode }

/** The machine under the terminal is broken or in use: an exception, since nothing can be recorded on it. */
export class StorageError extends Error {
  readonly code: StorageErrorCode
  readonly path: string
  readonly parts: StorageMessage

  constructor(code: StorageErrorCode, path: string, options?: ErrorOptions) {
    const parts = storageMessage({ code, path })
    super(`${parts.what} ${parts.means} ${parts.next}`, options)
    this.name = 'StorageError'
    this.code = code
    this.path = path
    this.parts = parts
  }
}

export const storageError = (code: StorageErrorCode, path: string, cause?: unknown): StorageError =>
  new StorageError(code, path, { cause })

const bySqliteCode: readonly (readonly [prefix: string, code: StorageErrorCode])[] = [
  ['SQLITE_NOTADB', 'not-a-database'],
  ['SQLITE_CORRUPT', 'database-corrupt'],
  ['SQLITE_READONLY', 'data-folder-read-only'],
  ['SQLITE_PERM', 'data-folder-read-only'],
  ['SQLITE_CANTOPEN', 'data-folder-missing'],
  ['SQLITE_FULL', 'database-full'],
  ['SQLITE_IOERR', 'database-unreadable'],
  ['EACCES', 'data-folder-read-only'],
  ['EROFS', 'data-folder-read-only'],
  ['EPERM', 'data-folder-read-only'],
  ['ENOSPC', 'database-full'],
  ['EEXIST', 'data-folder-missing'],
  ['ENOTDIR', 'data-folder-missing'],
  ['ENOENT', 'data-folder-missing'],
]

/** The same error, told as a StorageError where its code says that the machine is at fault. */
export function asStorageError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error
  const { code } = error as Error & { code?: unknown }
  if (typeof code !== 'string') return error
  const known = bySqliteCode.find(([prefix]) => code.startsWith(prefix))
  return known === undefined ? error : storageError(known[1], path, error)
}
