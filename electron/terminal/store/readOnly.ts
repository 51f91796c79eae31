import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Connection, isOurs } from './connection.ts'
import { asStorageError } from './errors.ts'
import { registerFingerprint } from './integrity/index.ts'
import { metaStore, type Meta, READ_MODELS } from './meta.ts'
import { schemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'

/** A terminal's database to look at. */
export type ReadOnlyStore = {
  readonly connection: Connection
  readonly meta: Meta
  readonly close: () => void
}

/**
 * Opens a terminal's database for reading, also while its terminal is at work. Undefined where there is none, or where
 * it is not one that this program has brought up to date: opening the terminal itself does that, or says why not. Throws a StorageError.
 */
export function openReadOnly(dataDir: string, readModelVersion: number): ReadOnlyStore | undefined {
  const path = join(dataDir, 'terminal.db')
  // SQLite would throw away what an emptied database left beside it, even when it only reads.
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return undefined
  let db: Connection | undefined
  try {
    db = new Database(path, { readonly: true })
    registerFingerprint(db)
    const newest = migrations.at(-1)?.version ?? 0
    const upToDate = isOurs(db) && schemaVersion(db) === newest
    const meta = upToDate ? metaStore(db) : undefined
    if (meta?.get(READ_MODELS) !== String(readModelVersion)) {
      db.close()
      return undefined
    }
    // As every connection to it; `diagnostics` says what this one has.
    db.pragma('synchronous = FULL')
    const connection = db
    return { connection, meta, close: () => connection.close() }
  } catch (error) {
    db?.close()
    throw asStorageError(error, path)
  }
}
