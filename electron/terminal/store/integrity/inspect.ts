import Database from 'better-sqlite3'
import type { Connection } from '../connection.ts'
import { damageTable } from './damage.ts'
import { readHead } from './head.ts'
import { type Finding, missingAtEnd, verifyAll } from './verify.ts'

const ofDatabase = (detail: string): Finding => ({
  kind: 'database',
  sequence: null,
  intention: null,
  detail,
})

const keyOf = ({ kind, sequence, detail }: Finding) => `${kind} ${sequence} ${detail}`

function* findIn(db: Connection, dataDir: string): Generator<readonly Finding[]> {
  const lines = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all()
  const words = lines.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok')
  yield words.map(ofDatabase)
  yield damageTable(db).open()
  yield missingAtEnd(db, readHead(dataDir))
  yield* verifyAll(db)
}

/**
 * Everything that cannot be rebuilt, looked at without changing anything, also while its terminal is at work: what was
 * found before and nobody has seen to, and what is found now; each once.
 */
export function* inspect(db: Connection, dataDir: string): Generator<readonly Finding[]> {
  const told = new Set<string>()
  const isNew = (finding: Finding) => !told.has(keyOf(finding)) && told.add(keyOf(finding))
  try {
    for (const findings of findIn(db, dataDir)) yield findings.filter(isNew)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    yield [ofDatabase(error.message)].filter(isNew)
  }
}
