import Database from 'better-sqlite3'
import { StoreError } from '../errors.ts'
import { lockOf, prepareFiles, watchPlace } from './files.ts'
import { openFailure } from './openFailure.ts'
import { applicationId, migrationsFrom, schemaVersion } from './schema.ts'

/** The two connections of an open store. The reader can't write, and sees only what is committed. */
export interface StoreDatabase {
  readonly file: string
  readonly writer: Database.Database
  readonly reader: Database.Database
  /** @throws StoreError `database-removed` when the files that are open are no longer in their place. */
  assertInPlace(): void
  close(): void
}

/**
 * The lock is an exclusive transaction on a database of its own: the operating system frees it
 * however the process ends, and SQLite's locks also hold between threads of one process.
 */
function acquireLock(file: string): Database.Database {
  const lock = new Database(lockOf(file), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw openFailure(error, lockOf(file))
  }
}

function pragma(db: Database.Database, name: string): unknown {
  return db.pragma(name, { simple: true })
}

function refuseForeign(db: Database.Database, file: string) {
  const id = pragma(db, 'application_id')
  const empty = db.prepare('SELECT count(*) AS n FROM sqlite_schema').pluck().get() === 0
  if (id !== applicationId && !empty)
    throw new StoreError(
      'foreign-database',
      `${file} belongs to another program. Choose another data folder.`,
    )
  const version = Number(pragma(db, 'user_version'))
  if (version > schemaVersion)
    throw new StoreError(
      'newer-database',
      `${file} was written by a newer version (format ${version}, this one knows ${schemaVersion}). Update the program.`,
    )
  return version
}

/** `synchronous` is read back: better-sqlite3 is built to fall to NORMAL in WAL mode by itself. */
function makeDurable(db: Database.Database, file: string) {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const journal = pragma(db, 'journal_mode')
  const synchronous = pragma(db, 'synchronous')
  if (journal !== 'wal' || synchronous !== 2)
    throw new StoreError(
      'folder-unusable',
      `${file} can't be made durable here (journal_mode ${String(journal)}, synchronous ${String(synchronous)}). Use a local disk.`,
    )
}

function openWriter(file: string): Database.Database {
  const db = new Database(file, { timeout: 0 })
  try {
    const version = refuseForeign(db, file)
    if (version === 0) db.pragma('page_size = 8192')
    makeDurable(db, file)
    db.pragma('wal_autocheckpoint = 2000')
    db.pragma('cache_size = -16384')
    db.transaction(() => {
      for (const step of migrationsFrom(version)) db.exec(step)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${schemaVersion}`)
    })()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens (and on first use creates) the database of a store.
 * @throws StoreError with a code that names the cause: in use elsewhere, foreign, newer, damaged, read-only.
 */
export function openDatabase(file: string): StoreDatabase {
  const opened: Database.Database[] = []
  const closeAll = () => {
    for (const db of opened.toReversed()) db.close()
  }
  try {
    prepareFiles(file)
    opened.push(acquireLock(file))
    const writer = openWriter(file)
    opened.push(writer)
    const reader = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 })
    opened.push(reader)
    reader.pragma('cache_size = -16384')
    return { file, writer, reader, assertInPlace: watchPlace(file), close: closeAll }
  } catch (error) {
    closeAll()
    throw openFailure(error, file)
  }
}
