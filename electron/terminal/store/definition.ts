import Database from 'better-sqlite3'
import type { Connection } from './connection.ts'
import { registerFingerprint } from './integrity/fingerprint.ts'
import { migrations } from './migrations/index.ts'
import { recreateReadModels } from './readModels/schema.ts'

const objectsIn = (db: Connection): ReadonlyMap<string, string | null> =>
  new Map(
    db
      .prepare<[], [string, string | null]>(`SELECT type || ' ' || name, sql FROM sqlite_schema`)
      .raw()
      .all(),
  )

/** Tables, indexes and triggers that are not as this program makes them. */
export function strangeDefinitions(db: Connection): readonly string[] {
  const anew = new Database(':memory:')
  try {
    registerFingerprint(anew)
    for (const { up } of migrations) anew.exec(up)
    recreateReadModels(anew)
    const [here, there] = [objectsIn(db), objectsIn(anew)]
    return [...new Set([...here.keys(), ...there.keys()])].filter(
      (name) => here.get(name) !== there.get(name),
    )
  } finally {
    anew.close()
  }
}
