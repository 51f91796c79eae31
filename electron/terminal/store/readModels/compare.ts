import Database from 'better-sqlite3'
import { parseStream } from '#shared/domain/index.ts'
import type { Connection } from '../connection.ts'
import { movementTable } from './movements.ts'
import { emptyReadModels, readModelTables, recreateReadModels } from './schema.ts'
import { type ReadModelTable, shapes, streamOf, valuesOf } from './shapes.ts'
import { readModelWriter } from './writer.ts'

type Row = Readonly<Record<string, string | number | null>>

const PAGE = 500

/** A row that is not what it would be if it were made anew. */
type Unlike = {
  /** The table, and what the row is about. */
  readonly name: string
  /** The key of the stream whose row it is; undefined where writing that again would not mend it. */
  readonly key: string | undefined
}

/** Rows of a table that belong to a stream, by what tells them apart: of each, all that it says. */
function reader(db: Connection, table: ReadModelTable) {
  const { of, key, order, from = table } = shapes[table]
  const rows = db.prepare<string[], Row>(
    `SELECT * FROM ${from} WHERE ${of.map((column) => `${column} = ?`).join(' AND ')}`,
  )
  return (values: readonly string[]): ReadonlyMap<string, string> => {
    const found = new Map<string, string>()
    for (const row of rows.iterate(...values)) {
      const name = key === undefined ? '' : String(row[key])
      const said = Object.entries(row).filter(([column]) => column !== order)
      const others = found.get(name)
      const all = [...(others === undefined ? [] : [others]), JSON.stringify(said)]
      found.set(name, all.toSorted().join('\n'))
    }
    return found
  }
}

const nameOf = (table: ReadModelTable, values: readonly string[], key: string): string =>
  [table, ...values, ...(key === '' ? [] : [key])].join(' ')

/** Ids of streams that a table has rows of, a page at a time. */
function* idsIn(db: Connection, table: ReadModelTable): Generator<readonly (readonly string[])[]> {
  const columns = shapes[table].of.join(', ')
  const next = db
    .prepare<string[], string[]>(
      `SELECT ${columns} FROM ${table} WHERE (${columns}) > (${shapes[table].of.map(() => '?').join(', ')})
       ORDER BY ${columns} LIMIT 1`,
    )
    .raw()
  let page: string[][] = []
  for (let at = next.get(...shapes[table].of.map(() => '')); at; at = next.get(...at)) {
    page.push(at)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  yield page
}

/** Compares read models with what they would be if they were made anew, one stream after the other. */
export function openComparison(db: Connection) {
  const anew = new Database(':memory:')
  recreateReadModels(anew)
  const tables = readModelTables.map((table) => ({
    table,
    shape: shapes[table],
    here: reader(db, table),
    there: reader(anew, table),
    empty: anew.prepare(`DELETE FROM ${table}`),
  }))
  const searches = db.prepare<[number], { id: number; sku: string; product: number | null }>(
    `SELECT product_search.rowid AS id, product_search.sku, product.id AS product
     FROM product_search LEFT JOIN product ON product.id = product_search.rowid
     WHERE product_search.rowid > ? ORDER BY product_search.rowid LIMIT ${PAGE}`,
  )

  /** What a stream's rows are about, and its tables. */
  const of = (stream: string) => {
    const { category, id } = parseStream(stream) ?? { category: '', id: '' }
    return { id, parts: tables.filter(({ shape }) => shape.category === category) }
  }

  /** What no product is found by any more. */
  function* lostSearches(): Generator<readonly string[]> {
    for (let last = 0; ;) {
      const page = searches.all(last)
      yield page.flatMap(({ sku, product }) => (product === null ? `product_search ${sku}` : []))
      const end = page.at(-1)
      if (end === undefined) return
      last = end.id
    }
  }

  return {
    /** Where a stream is put before its rows are compared. */
    movements: movementTable(anew),
    writeRow: readModelWriter(anew),
    /** Which rows of the stream are not what was put here; then nothing is here any more. */
    differences: (stream: string): readonly Unlike[] => {
      const { id, parts } = of(stream)
      const found = parts.flatMap(({ table, shape, here, there }) => {
        const values = valuesOf(shape, id)
        const [shown, made] = [here(values), there(values)]
        return [...new Set([...shown.keys(), ...made.keys()])]
          .filter((key) => shown.get(key) !== made.get(key))
          .map((key): Unlike => {
            const name = nameOf(table, values, key)
            return { name, key: shape.replaced ? key : undefined }
          })
      })
      for (const { empty } of parts) empty.run()
      return found
    },
    /** Rows of streams that there are not, a page at a time. Asked of the log as it is then. */
    *strangers(isThere: (stream: string) => boolean): Generator<readonly string[]> {
      for (const { table, shape, here } of tables.filter(({ shape }) => shape.from === undefined))
        for (const page of idsIn(db, table)) {
          const strange = page.filter((values) => !isThere(streamOf(shape, values)))
          yield strange.flatMap((values) =>
            Array.from(here(values).keys(), (key) => nameOf(table, values, key)),
          )
        }
      yield* lostSearches()
    },
    /** Nothing is here any more. */
    empty: (): void => emptyReadModels(anew),
    close: (): void => void anew.close(),
  }
}
