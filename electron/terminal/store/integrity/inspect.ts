import Database from 'better-sqlite3'
import type { Connection } from '../connection.ts'
import { strangeDefinitions } from '../definition.ts'
import { markedFor } from '../marker.ts'
import { metaStore, TERMINAL } from '../meta.ts'
import { areSecretsReadable } from '../secrets.ts'
import { damageTable } from './damage.ts'
import { isHeadDamaged, readHead } from './head.ts'
import { type Finding, missingAtEnd, verifyAll } from './verify.ts'

const ofDatabase = (detail: string): Finding => ({
  kind: 'database',
  sequence: null,
  intention: null,
  detail,
})

const ofFile = (detail: string): Finding => ({
  kind: 'file',
  sequence: null,
  intention: null,
  detail,
})

/** What stands beside the database. */
function damagedFiles(db: Connection, dataDir: string): readonly Finding[] {
  const isMarked = markedFor(dataDir) === metaStore(db).get(TERMINAL)
  return [
    ...(isMarked ? [] : ['terminal.json']),
    ...(isHeadDamaged(dataDir) ? ['terminal.head'] : []),
    ...(areSecretsReadable(dataDir) ? [] : ['terminal.secrets']),
  ].map(ofFile)
}

const keyOf = ({ kind, sequence, detail }: Finding) => `${kind} ${sequence} ${detail}`

/** The stream that an altered row is part of. */
function streamIn(db: Connection) {
  const ofIntention = db
    .prepare<[number], string>('SELECT stream FROM intention WHERE sequence = ?')
    .pluck()
  return ({ sequence, detail }: Finding): string | undefined =>
    sequence === null ? detail.slice(0, detail.lastIndexOf('@')) : ofIntention.get(sequence)
}

/** What is made of the log, compared with it but for these streams: there the log itself is damaged. */
export type CompareMade = (without: ReadonlySet<string>) => Iterable<readonly Finding[]>

function* findIn(
  db: Connection,
  dataDir: string,
  compareMade: CompareMade,
): Generator<readonly Finding[]> {
  const lines = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all()
  const words = lines.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok')
  yield words.map(ofDatabase)
  yield strangeDefinitions(db).map((name) => ofDatabase(`${name} is not as it was made`))
  yield damagedFiles(db, dataDir)
  yield damageTable(db).unmended()
  yield missingAtEnd(db, readHead(dataDir))
  const damaged = new Set<string>()
  const streamOf = streamIn(db)
  for (const findings of verifyAll(db)) {
    for (const finding of findings.filter(({ kind }) => kind === 'altered'))
      damaged.add(streamOf(finding) ?? '')
    yield findings
  }
  yield* compareMade(damaged)
}

/**
 * Everything that is stored, looked at without changing anything, also while its terminal is at work: what was found
 * before and nobody has seen to, and what is found now; each once.
 */
export function* inspect(
  db: Connection,
  dataDir: string,
  compareMade: CompareMade,
): Generator<readonly Finding[]> {
  const told = new Set<string>()
  const isNew = (finding: Finding) => !told.has(keyOf(finding)) && told.add(keyOf(finding))
  try {
    for (const findings of findIn(db, dataDir, compareMade)) yield findings.filter(isNew)
  } catch (error) {
    // What is damaged can say what cannot be read: that is told, and nothing else comes after it.
    if (!(error instanceof Database.SqliteError || error instanceof SyntaxError)) throw error
    yield [ofDatabase(error.message)].filter(isNew)
  }
}
