import Database from 'better-sqlite3'

/** Changes rows as a disk does: without anything that keeps their checksums noticing. */
export function tamper(database: string, sql: string): void {
  const db = new Database(database)
  const triggers = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`,
    )
    .all()
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  db.pragma('foreign_keys = OFF')
  db.exec(sql)
  for (const trigger of triggers) db.exec(trigger.sql)
  db.close()
}
