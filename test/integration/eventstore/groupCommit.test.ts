import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { GroupCommit } from '#electron/eventstore/storage/groupCommit.ts'
import { openDatabase } from '#electron/eventstore/storage/database.ts'
import { temporaryFolder } from '#test/support/eventstore/clients.ts'

async function aTable() {
  const db = new Database(join(await temporaryFolder(), 'x.db'))
  onTestFinished(() => void db.close())
  db.exec('CREATE TABLE t (n INTEGER NOT NULL)')
  const transactions: number[] = []
  const commits = new GroupCommit(db, {
    onCommit: (requests) => transactions.push(requests),
    onRollback: () => transactions.push(-1),
    beforeCommit: () => undefined,
    onFailure: () => undefined,
  })
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  const numbers = () => db.prepare('SELECT n FROM t ORDER BY rowid').pluck().all()
  return { db, commits, insert, numbers, transactions }
}

test('requests of one turn share a transaction and are done in their order', async () => {
  const { commits, insert, numbers, transactions } = await aTable()
  await Promise.all([1, 2, 3].map((n) => commits.submit(1, () => insert.run(n))))
  expect(numbers()).toEqual([1, 2, 3])
  expect(transactions).toEqual([3])
})

test('nobody is answered before the transaction is committed', async () => {
  const { db, commits, insert } = await aTable()
  const answered = commits.submit(1, () => insert.run(1)).then(() => db.inTransaction)
  expect(await answered).toBe(false)
})

test('a request that throws fails alone, and leaves nothing', async () => {
  const { commits, insert, numbers } = await aTable()
  const outcomes = await Promise.allSettled([
    commits.submit(1, () => insert.run(1)),
    commits.submit(1, () => {
      insert.run(2)
      throw new Error('broken')
    }),
    commits.submit(1, () => insert.run(3)),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(numbers()).toEqual([1, 3])
})

test('ten thousand requests at once take far fewer transactions', async () => {
  const { commits, insert, transactions } = await aTable()
  await Promise.all(
    Array.from({ length: 10_000 }, (_, n) => commits.submit(1, () => insert.run(n))),
  )
  expect(transactions.length).toBeLessThan(20)
})

test('the database is durable: WAL with synchronous FULL, as read back', async () => {
  const database = openDatabase(join(await temporaryFolder(), 'eventstore.db'))
  onTestFinished(() => database.close())
  expect(database.writer.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(database.writer.pragma('synchronous', { simple: true })).toBe(2)
})

test.each([
  [
    'a stream from a revision',
    'SELECT * FROM event e JOIN stream s ON s.id = e.stream WHERE e.stream = ? AND e.revision >= ? ORDER BY e.revision',
    'USING INDEX event_by_stream',
  ],
  [
    'the log from a position',
    'SELECT * FROM event e JOIN stream s ON s.id = e.stream WHERE e.position >= ? ORDER BY e.position',
    'SEARCH e USING INTEGER PRIMARY KEY',
  ],
  [
    'the head of a stream',
    'SELECT max(revision) FROM event WHERE stream = ?',
    'USING COVERING INDEX event_by_stream',
  ],
])('%s is read by its index, without sorting', async (_name, sql, plan) => {
  const database = openDatabase(join(await temporaryFolder(), 'eventstore.db'))
  onTestFinished(() => database.close())
  const parameters = Array.from({ length: sql.split('?').length - 1 }, () => 1)
  const steps = database.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)
  const text = JSON.stringify(steps)
  expect(text).toContain(plan)
  expect(text).not.toContain('TEMP B-TREE')
})
