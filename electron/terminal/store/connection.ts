import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { asStorageError, storageError } from './errors.ts'
import { isMarked } from './marker.ts'

export type Connection = Database.Database

/** "TLYD": tells our file from any other SQLite database. */
const APPLICATION_ID = 0x54_4c_59_44
const FULL = 2
/** Up to this size, checking every page at each open costs next to nothing. */
const ALWAYS_CHECKED_BYTES = 64 * 1024 * 1024

/** What SQLite says about itself when asked again, for diagnostics and tests. */
export type Durability = {
  readonly journalMode: string
  /** 2 is FULL: a commit returns when the log has reached the disk. */
  readonly synchronous: number
  readonly foreignKeys: number
}

export const readDurability = (db: Connection): Durability => ({
  journalMode: String(db.pragma('journal_mode', { simple: true })),
  synchronous: Number(db.pragma('synchronous', { simple: true })),
  foreignKeys: Number(db.pragma('foreign_keys', { simple: true })),
})

/** Sets what durability needs and reads it back: a setting that SQLite did not take is an error, not a surprise later. */
function makeDurable(db: Connection): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
  const { journalMode, synchronous, foreignKeys } = readDurability(db)
  if (journalMode !== 'wal' || synchronous !== FULL || foreignKeys !== 1)
    throw new Error(
      `SQLite did not take its settings: ${journalMode} ${synchronous} ${foreignKeys}`,
    )
}

const applicationIdOf = (db: Connection) => Number(db.pragma('application_id', { simple: true }))

/** Has a terminal's database been made of this file? */
export const isOurs = (db: Connection): boolean => applicationIdOf(db) === APPLICATION_ID

function checkOurs(db: Connection, path: string, marked: boolean): void {
  if (isOurs(db)) return
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()
  if (applicationIdOf(db) !== 0 || (tables?.n ?? 0) > 0) throw storageError('not-a-database', path)
  if (marked) throw storageError('database-missing', path)
  db.pragma(`application_id = ${APPLICATION_ID}`)
}

/** What only this terminal has. */
const OWN_TABLES = ['intention', 'decision', 'pending_event']

/** An index that does not say what its table does is made anew: what is not found by it would not be sent. */
function checkIndexes(db: Connection, path: string): void {
  const has = db.prepare<[string]>(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`)
  for (const table of OWN_TABLES.filter((name) => has.get(name) !== undefined)) {
    const isWhole = () => db.pragma(`integrity_check(${table})`, { simple: true }) === 'ok'
    if (isWhole()) continue
    db.exec(`REINDEX ${table}`)
    if (!isWhole()) throw storageError('database-corrupt', path)
  }
}

function checkWhole(db: Connection, path: string, bytes: number): void {
  const unclean = sizeOf(`${path}-wal`) > 0
  if (bytes > ALWAYS_CHECKED_BYTES && !unclean) return
  const answer: unknown = db.pragma('quick_check(1)', { simple: true })
  if (answer !== 'ok') throw storageError('database-corrupt', path, answer)
  checkIndexes(db, path)
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Without its database SQLite throws a write-ahead log away, and with it what was recorded last. */
function refuseOrphan(path: string, marked: boolean): void {
  if (sizeOf(path) === 0 && (marked || sizeOf(`${path}-wal`) > 0))
    throw storageError('database-missing', path)
}

/**
 * Opens `terminal.db` in the data folder, making it where it is missing. A file that is not ours or is damaged is
 * never replaced, nor is one made in the place of one that is gone. Throws a StorageError.
 */
export function openConnection(dataDir: string): Connection {
  const path = join(dataDir, 'terminal.db')
  let db: Connection | undefined
  try {
    const marked = isMarked(dataDir)
    refuseOrphan(path, marked)
    const bytes = sizeOf(path)
    db = new Database(path)
    checkOurs(db, path, marked)
    checkWhole(db, path, bytes)
    makeDurable(db)
    return db
  } catch (error) {
    db?.close()
    throw asStorageError(error, path)
  }
}
