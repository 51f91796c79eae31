import type { Connection } from '../connection.ts'
import { BEGINNING, linkOf } from './chain.ts'
import { fingerprint } from './fingerprint.ts'
import type { Head } from './head.ts'
import { chained, type CoveredTable, covered, records, type RecordTable } from './tables.ts'

import type { DamageFacts } from '#shared/contract/damage.ts'

/** What of the stored is not as it was written. */
export type Finding = DamageFacts

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

/** Where a table's rows are read, by rising numbers, each with the intention that it belongs to. */
const sources: Readonly<Record<CoveredTable, { readonly number: string; readonly sql: string }>> = {
  intention: {
    number: 'intention.sequence',
    sql: 'SELECT *, sequence AS of, id AS of_id FROM intention',
  },
  decision: {
    number: 'decision.id',
    sql: `SELECT decision.*, intention AS of, intention.id AS of_id
          FROM decision LEFT JOIN intention ON intention.sequence = decision.intention`,
  },
  pending_event: {
    number: 'pending_event.decision',
    sql: `SELECT pending_event.*, intention AS of, intention.id AS of_id
          FROM pending_event LEFT JOIN decision ON decision.id = pending_event.decision
            LEFT JOIN intention ON intention.sequence = decision.intention`,
  },
  event: {
    number: 'event.seq',
    sql: `SELECT *, NULL AS of, stream || '@' || revision AS of_id FROM event`,
  },
}

/** What only this terminal has: its open intentions, and the decisions that stand for them. */
const UNSENT = `(SELECT sequence FROM intention WHERE state IN ('pending', 'held', 'conflict'))`
const unsent: Readonly<Record<Exclude<CoveredTable, 'event'>, string>> = {
  intention: `intention.sequence IN ${UNSENT}`,
  decision: `decision.intention IN ${UNSENT} AND decision.superseded_by IS NULL`,
  pending_event: `decision.intention IN ${UNSENT} AND decision.superseded_by IS NULL`,
}

const isAltered = (table: CoveredTable, row: Row): boolean =>
  row['checksum'] !== fingerprint(covered[table].columns.map((column) => row[column] ?? null))

function* alteredIn(table: CoveredTable, rows: Iterable<Row>): Generator<Finding> {
  for (const row of rows) {
    if (!isAltered(table, row)) continue
    const about = String(row['of_id'])
    yield table === 'event'
      ? { kind: 'altered', sequence: null, intention: null, detail: about }
      : { kind: 'altered', sequence: Number(row['of']), intention: about, detail: table }
  }
}

/** Intentions in their order, with what stands before the first of them. One that is altered is told as that. */
function* brokenLinks(rows: Iterable<Row>, before: Head | undefined): Generator<Finding> {
  let last = before ?? { sequence: 0, link: BEGINNING }
  for (const row of rows) {
    const link = linkOf(
      last.link,
      chained.map((column) => row[column] ?? null),
    )
    const sequence = Number(row['sequence'])
    const [from, to] = [last.sequence + 1, sequence - 1]
    if (row['link'] !== link && !isAltered('intention', row))
      yield from <= to
        ? { kind: 'missing', sequence: from, intention: null, detail: String(to) }
        : { kind: 'unlinked', sequence, intention: String(row['id']), detail: 'chain' }
    last = { sequence, link: String(row['link']) }
  }
}

/** Intentions that the head beside the database names, and the database has not. */
export function missingAtEnd(db: Connection, head: Head | undefined): readonly Finding[] {
  const last =
    db.prepare<[], { n: number | null }>('SELECT max(sequence) AS n FROM intention').get()?.n ?? 0
  if (head === undefined || head.sequence <= last) return []
  const detail = String(head.sequence)
  return [{ kind: 'missing', sequence: last + 1, intention: null, detail }]
}

/** What is wrong with what only this terminal has. */
export function verifyUnsent(db: Connection): readonly Finding[] {
  const findings: Finding[] = []
  for (const table of ['intention', 'decision', 'pending_event'] as const) {
    const { sql, number } = sources[table]
    const rows = db.prepare<[], Row>(`${sql} WHERE ${unsent[table]} ORDER BY ${number}`)
    findings.push(...alteredIn(table, rows.iterate()))
  }
  const before = db.prepare<[number], Head>(
    'SELECT sequence, link FROM intention WHERE sequence < ? ORDER BY sequence DESC LIMIT 1',
  )
  const open = db.prepare<[], Row>(`SELECT * FROM intention WHERE ${unsent.intention}`).all()
  for (const row of open) findings.push(...brokenLinks([row], before.get(Number(row['sequence']))))
  return findings
}

const SLICE = 500

function* alteredRecords(db: Connection, table: RecordTable): Generator<readonly Finding[]> {
  const { key, columns } = records[table]
  const keys = key.join(', ')
  const select = `SELECT * FROM ${table}`
  const order = `ORDER BY ${keys} LIMIT ${SLICE}`
  const after = db.prepare<Value[], Row>(
    `${select} WHERE (${keys}) > (${key.map(() => '?').join(', ')}) ${order}`,
  )
  let rows = db.prepare<[], Row>(`${select} ${order}`).all()
  while (rows.length > 0) {
    const altered = rows.filter(
      (row) => row['checksum'] !== fingerprint(columns.map((column) => row[column] ?? null)),
    )
    yield altered.map((row) => {
      const which = key.map((column) => row[column]).join(' ')
      return { kind: 'record', sequence: null, intention: null, detail: `${table} ${which}` }
    })
    const last = rows.at(-1)
    rows = after.all(...key.map((column) => last?.[column] ?? null))
  }
}

/** Everything that cannot be rebuilt, a slice at a time: the slices' findings, one after the other. */
export function* verifyAll(db: Connection): Generator<readonly Finding[]> {
  for (const table of ['intention', 'decision', 'pending_event', 'event'] as const) {
    const { sql, number } = sources[table]
    const last = db.prepare<[], { n: number | null }>(`SELECT max(${number}) AS n FROM ${table}`)
    const slice = db.prepare<[number, number], Row>(
      `${sql} WHERE ${number} > ? AND ${number} <= ? ORDER BY ${number}`,
    )
    for (let at = 0; at < (last.get()?.n ?? 0); at += SLICE)
      yield [...alteredIn(table, slice.all(at, at + SLICE))]
  }
  for (const table of Object.keys(records) as RecordTable[]) yield* alteredRecords(db, table)
  const next = db.prepare<[number], Row>(
    `SELECT * FROM intention WHERE sequence > ? ORDER BY sequence LIMIT ${SLICE}`,
  )
  for (let before: Head | undefined; ;) {
    const rows = next.all(before?.sequence ?? 0)
    yield [...brokenLinks(rows, before)]
    const end = rows.at(-1)
    if (end === undefined) return
    before = { sequence: Number(end['sequence']), link: String(end['link']) }
  }
}
