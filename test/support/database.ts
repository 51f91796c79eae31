import Database from 'better-sqlite3'
import type { Terminal } from '#electron/terminal/index.ts'

/**
 * The rows of a terminal's database file, for what only the file can show: what a person sees is asked of
 * `terminal.queries`. Reads what is committed, on a connection of its own that cannot write.
 */
export function rowsOf<Row>(terminal: Terminal, sql: string, ...values: unknown[]): Row[] {
  const database = new Database(terminal.store.path, { readonly: true })
  try {
    return database.prepare<unknown[], Row>(sql).all(...values)
  } finally {
    database.close()
  }
}

/** What somebody or something does to the database behind the terminal's back, on its own connection. */
export function meddle({ store }: Terminal, sql: string, ...values: unknown[]): void {
  if (values.length === 0) store.connection.exec(sql)
  else store.connection.prepare(sql).run(...values)
}
