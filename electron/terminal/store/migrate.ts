import type { Connection } from './connection.ts'
import { storageError } from './errors.ts'
import { registerFingerprint } from './integrity/fingerprint.ts'

export type Migration = {
  /** 1, 2, 3, … without a gap: what `user_version` is afterwards. */
  readonly version: number
  readonly name: string
  readonly up: string
}

export const schemaVersion = (db: Connection): number =>
  Number(db.pragma('user_version', { simple: true }))

/**
 * Brings the schema up to date, each migration in a transaction of its own, and gives the connection what its triggers
 * call. Refuses what a newer program wrote.
 */
export function migrate(db: Connection, migrations: readonly Migration[]): void {
  const current = schemaVersion(db)
  const newest = migrations.at(-1)?.version ?? 0
  registerFingerprint(db)
  if (current > newest) throw storageError('database-newer', db.name)
  for (const { version, up } of migrations.filter(({ version }) => version > current))
    db.transaction(() => {
      db.exec(up)
      db.pragma(`user_version = ${version}`)
    }).immediate()
}
