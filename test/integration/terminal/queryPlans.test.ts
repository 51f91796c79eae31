import { expect, it } from 'vitest'
import { statesIn } from '#electron/terminal/commands/index.ts'
import { createQueries } from '#electron/terminal/queries/index.ts'
import type { Connection } from '#electron/terminal/store/index.ts'
import { openTerminal } from '#test/support/terminal.ts'

/** The statements that queries prepare, all kinds of movements among them. */
function statementsOf(connection: Connection): readonly string[] {
  const statements: string[] = []
  const watched = new Proxy(connection, {
    get: (target, key) => {
      if (key !== 'prepare') return Reflect.get(target, key) as unknown
      return (sql: string) => {
        statements.push(sql)
        return target.prepare(sql)
      }
    },
  })
  const { movements } = createQueries(watched, () => undefined, statesIn(connection))
  const either = <T>(value: T) => [undefined, value]
  for (const sku of either('S'))
    for (const bin of either('B'))
      for (const operator of either('O'))
        for (const own of either(true))
          for (const floor of either(true))
            movements.newest({ sku, bin, operator, own, floor, limit: 1 })
  return statements
}

/** A plan does not depend on the values, so any will do. */
function planOf(connection: Connection, sql: string): string {
  const names = Array.from(sql.matchAll(/@(\w+)/g), ([, name]) => [name, null] as const)
  const values = Array.from(sql.matchAll(/\?/g), () => null)
  const plan = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
  const rows = names.length > 0 ? plan.all(Object.fromEntries(names)) : plan.all(...values)
  return rows.map(({ detail }) => detail).join('\n')
}

/** Tables that grow with every movement: none of them may be read from end to end to answer a screen. */
const readsAll =
  /SCAN (?:stock|movement|event|intention|decision|pending_event|pack)\b(?! USING INDEX event_unreadable)/
/** Counting everything, and the newest of everything, which ends after the first rows. */
const mayReadAll = [/count\(\*\) FROM event\b/, /FROM movement NOT INDEXED .*LIMIT @limit$/s]
const readsWarehouse = /SEARCH stock USING PRIMARY KEY \(warehouse=\?\)$/m
const sorts = /TEMP B-TREE/

/** What is asked for many at once is looked up one by one, not the other way round. */
const looksThroughWanted = /^(?!SCAN \w+ VIRTUAL TABLE)/

type Planned = { readonly sql: string; readonly plan: string }

/** Statements whose plan is not what it must be; the plan is shown beside each. */
const offending = (planned: readonly Planned[], which: RegExp, plan: RegExp) =>
  planned.filter((statement) => which.test(statement.sql) && plan.test(statement.plan))

it('no query reads a growing table, a whole warehouse for one bin, or sorts what is in order', () => {
  const { connection } = openTerminal().store
  const planned = statementsOf(connection).map((sql) => ({ sql, plan: planOf(connection, sql) }))
  expect(planned.length).toBeGreaterThan(40)
  const bounded = planned.filter(({ sql }) => !mayReadAll.some((allowed) => allowed.test(sql)))
  expect(offending(bounded, /./, readsAll)).toEqual([])
  expect(offending(planned, /json_each/, looksThroughWanted)).toEqual([])
  expect(offending(planned, /FROM stock[^;]*\bbin = /, readsWarehouse)).toEqual([])
  expect(offending(planned, /^(?!.*UNION).*FROM movement.*ORDER BY seq DESC/s, sorts)).toEqual([])
})
