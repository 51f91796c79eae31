import Database from 'better-sqlite3'
import { checkpointStore } from './checkpoint.ts'
import { type Connection, openConnection } from './connection.ts'
import { asStorageError, storageError } from './errors.ts'
import { eventLog } from './eventLog.ts'
import { haltedTables } from './halted.ts'
import { importQueue } from './importQueue.ts'
import { openIntegrity } from './integrity/index.ts'
import { lockDataFolder } from './lock.ts'
import { lookupQueries } from './lookups.ts'
import { mark, markedFor } from './marker.ts'
import { metaStore, READ_MODELS, READ_MODELS_DOUBTED, TERMINAL } from './meta.ts'
import { missingTable } from './missing.ts'
import { keepPrivate } from './modes.ts'
import { migrate, schemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { outboxStore } from './outbox.ts'
import { own, refuseSecond } from './owner.ts'
import { readingMark } from './reading.ts'
import { movementTable } from './readModels/movements.ts'
import { emptyReadModels, recreateReadModels } from './readModels/schema.ts'
import { readModelWriter } from './readModels/writer.ts'
import { type Keychain, secretsFile } from './secrets.ts'
import { signInFailureTable } from './signInFailures.ts'
import { snapshotStore } from './snapshots.ts'

export type { Checkpoint } from './checkpoint.ts'
export type { Connection } from './connection.ts'
export { type Durability, readDurability } from './connection.ts'
export { asStorageError, StorageError, type StorageErrorCode } from './errors.ts'
export type { Gaps, Missing, Range } from './missing.ts'
export { damageTable, type Finding, inspect } from './integrity/index.ts'
export { type Halted, readHalted } from './halted.ts'
export { type Anchor, eventLog, type LoggedEvent } from './eventLog.ts'
export type {
  Decided,
  Intention,
  IntentionState,
  NewIntention,
  PendingEvent,
  TailEntry,
} from './intention.ts'
export { isReadable, type ReadableEntry } from './intention.ts'
export { metaStore, type Meta, TERMINAL } from './meta.ts'
export type { ImportPart } from './importQueue.ts'
export { outboxStore } from './outbox.ts'
export { openReadOnly, type ReadOnlyStore } from './readOnly.ts'
export { type Keychain, SealedSecret, type Secrets } from './secrets.ts'
export type { SignInFailures } from './signInFailures.ts'
export type { DescribedProduct, Posted } from './lookups.ts'
export { openComparison } from './readModels/compare.ts'
export { ON_FLOOR, sqlList } from './readModels/schema.ts'
export { countLineOf } from './readModels/movements.ts'
export type { Movement, MovementStatus, ReadModelRow } from './readModels/rows.ts'

/** What a transaction is for: a label of its duration. */
export type TransactionPurpose = 'accept' | 'ingest' | 'settle' | 'rebuild'

export type StoreOptions = {
  readonly dataDir: string
  /** Told how long each transaction took, in seconds. */
  readonly onTransaction?: (purpose: TransactionPurpose, seconds: number) => void
  readonly monotonicNow: () => number
  /** ISO 8601. */
  readonly now: () => string
  readonly keychain?: Keychain | undefined
}

export type Store = ReturnType<typeof openStore>

function openTables(db: Connection) {
  return {
    meta: metaStore(db),
    missing: missingTable(db),
    events: eventLog(db),
    outbox: outboxStore(db),
    snapshots: snapshotStore(db),
    checkpoints: checkpointStore(db),
    lookups: lookupQueries(db),
    movements: movementTable(db),
    signInFailures: signInFailureTable(db),
    imports: importQueue(db),
    halted: haltedTables(db),
    reading: readingMark(db),
    writeRow: readModelWriter(db),
  }
}

/** The tables that folded streams are made of, on a connection that may be read-only. */
export const tablesForReading = (db: Connection) => ({
  events: eventLog(db),
  outbox: outboxStore(db),
  lookups: lookupQueries(db),
  snapshots: snapshotStore(db),
  missing: missingTable(db),
})

function forgetDeleted(db: Connection): void {
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
}

/** A folder that was marked for a terminal has that one's database, or it is not the one that was there. */
function refuseAnothers(db: Connection, dataDir: string): void {
  const marked = markedFor(dataDir)
  const here = metaStore(db).get(TERMINAL)
  // A mark that cannot be read says only that the folder is somebody's.
  if (marked !== undefined && marked !== here && (marked !== '' || here === undefined))
    throw storageError('database-missing', db.name)
}

/** A statement that fits the schema as this program made it, and not the one that is there: the schema is damaged. */
const asOpenError = (error: unknown, dataDir: string): unknown =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR'
    ? storageError('database-corrupt', dataDir, error)
    : asStorageError(error, dataDir)

/** True when the read models have to be made anew; they are empty then. */
function resetReadModels(db: Connection, version: number): boolean {
  const { get } = metaStore(db)
  if (get(READ_MODELS) === String(version) && get(READ_MODELS_DOUBTED) === undefined) return false
  db.transaction(() => {
    recreateReadModels(db)
    metaStore(db).set(READ_MODELS, 'none')
  }).immediate()
  return true
}

/**
 * Opens a terminal's database in its data folder and takes the folder for this process.
 * `readModelVersion` is the projections'; where the database has another, the read models come back empty and
 * `needsRebuild` is true. Throws a StorageError.
 */
export function openStore(
  { dataDir, onTransaction, monotonicNow, now, keychain }: StoreOptions,
  readModelVersion: number,
) {
  const lock = lockDataFolder(dataDir)
  let db: Connection | undefined
  try {
    db = openConnection(dataDir)
    migrate(db, migrations)
    if (lock.wasMissing) refuseSecond(db, db.name, dataDir)
    refuseAnothers(db, dataDir)
    const connection = db
    const ownership = own(connection, connection.name)
    const integrity = openIntegrity(connection, dataDir)
    connection
      .transaction(() => {
        // What an older version has written has no links yet.
        integrity.link()
        integrity.open(now())
      })
      .immediate()
    const needsRebuild = resetReadModels(connection, readModelVersion)
    keepPrivate(dataDir)
    const tables = openTables(connection)
    const run = connection.transaction((work: () => unknown) => ({
      result: work(),
      head: integrity.link(),
    }))
    return {
      ...tables,
      integrity,
      secrets: secretsFile(dataDir, keychain),
      /** Forgets what was deleted: it stands neither in a free page nor in the log. */
      forgetDeleted: () => forgetDeleted(connection),
      /** For queries: the same connection, since WAL's readers see what was committed. Never written through. */
      connection,
      path: connection.name,
      needsRebuild,
      schemaVersion: schemaVersion(connection),
      /** To be made anew, in the same transaction. */
      emptyReadModels: () => emptyReadModels(connection),
      /** The read models are what the journal says. Within the transaction that made them so. */
      markRebuilt: () => {
        tables.meta.set(READ_MODELS, String(readModelVersion))
        tables.meta.remove(READ_MODELS_DOUBTED)
        integrity.damage.mendAll('read-model', now())
      },
      /** The read models are made anew at the next open. Within a transaction. */
      doubtReadModels: () => tables.meta.set(READ_MODELS_DOUBTED, '1'),
      /** Runs work in one durable transaction: all of it, or none of it. Throws a StorageError where the disk fails. */
      transaction: <T>(purpose: TransactionPurpose, work: () => T): T => {
        const began = monotonicNow()
        try {
          const { result, head } = run.immediate(work)
          if (head) integrity.committed(head)
          return result as T
        } catch (error) {
          throw asStorageError(error, connection.name)
        } finally {
          onTransaction?.(purpose, (monotonicNow() - began) / 1000)
        }
      },
      /** From set-up on, the folder itself says whose it is. */
      markFolder: (terminal: string) => mark(dataDir, terminal),
      close: () => {
        integrity.close()
        ownership.release()
        connection.close()
        lock.release()
      },
    }
  } catch (error) {
    db?.close()
    lock.release()
    throw asOpenError(error, dataDir)
  }
}
