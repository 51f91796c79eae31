import { dirname } from 'node:path'
import { StoreError } from '../errors.ts'

const textOf = (error: unknown, key: 'code' | 'path' | 'message') =>
  error instanceof Error && key in error ? String(error[key as keyof Error]) : undefined

/** Says why the database could not be opened, and what to do; an error of another kind comes back as it is. */
export function openFailure(error: unknown, file: string): unknown {
  if (error instanceof StoreError) return error
  const code = textOf(error, 'code') ?? ''
  const where = textOf(error, 'path') ?? file
  const failure = (kind: StoreError['code'], message: string) =>
    new StoreError(kind, message, { cause: error })
  if (code.startsWith('SQLITE_BUSY'))
    return failure(
      'store-in-use',
      `The store in ${dirname(file)} is already open in another process. Stop that process, or choose another data folder.`,
    )
  if (code === 'SQLITE_NOTADB')
    return failure(
      'foreign-database',
      `${file} is not an event store database. Choose another data folder.`,
    )
  if (code.startsWith('SQLITE_CORRUPT'))
    return failure(
      'database-damaged',
      `The database ${file} is damaged. Nothing was changed. Restore it from a backup.`,
    )
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return failure('disk-full', `There is no space left for ${file}. Make space and start again.`)
  if (code === 'EROFS') return failure('read-only', `${where} is on a disk that is read-only.`)
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EPERM')
    return failure(
      'read-only',
      `${where} can't be written by this user. Check its owner and permissions.`,
    )
  if (code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_IOERR') || /^E[A-Z]+$/.test(code))
    return failure(
      'folder-unusable',
      `${file} can't be created or opened: ${textOf(error, 'message')}. Choose another data folder.`,
    )
  return error
}
