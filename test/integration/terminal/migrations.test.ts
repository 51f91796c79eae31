import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Migration, migrate, schemaVersion } from '#electron/terminal/store/migrate.ts'
import { migrations } from '#electron/terminal/store/migrations/index.ts'
import { tempDir } from '#test/support/terminal.ts'

function openFile() {
  const db = new Database(join(tempDir(), 'terminal.db'))
  onTestFinished(() => void db.close())
  return db
}

const planOf = (db: Database.Database, sql: string, ...params: unknown[]) =>
  db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...params)
    .map(({ detail }) => detail)
    .join('; ')

describe('migrations', () => {
  it('are numbered 1, 2, 3, … without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(
      migrations.map((_, index) => index + 1),
    )
  })

  it('are applied once each, whatever version a database comes from', () => {
    for (const { version } of migrations) {
      const db = openFile()
      migrate(db, migrations.slice(0, version))
      expect(schemaVersion(db)).toBe(version)
      migrate(db, migrations)
      migrate(db, migrations)
      expect(schemaVersion(db)).toBe(migrations.length)
    }
  })

  it('are whole or nothing: one that fails leaves the version before it', () => {
    const db = openFile()
    migrate(db, migrations)
    const broken: Migration = {
      version: migrations.length + 1,
      name: 'broken',
      up: 'CREATE TABLE half (a); CREATE TABLE half (a)',
    }
    expect(() => migrate(db, [...migrations, broken])).toThrow('half')
    expect(schemaVersion(db)).toBe(migrations.length)
    expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined()
  })
})

describe('the journal (migration 1)', () => {
  it('lets no stream have two events at one revision, and no intention two standing decisions', () => {
    const db = openFile()
    migrate(db, migrations)
    const event = db.prepare(
      `INSERT INTO event (stream, revision, id, type, version, data, metadata, recorded_at, position)
       VALUES ('s-1', 0, ?, 'T', 1, '{}', '{}', '', '')`,
    )
    event.run('a')
    expect(() => event.run('b')).toThrow('UNIQUE')
    db.exec(`INSERT INTO intention (sequence, id, stream, command, operator, role, occurred_at, accepted_at,
      correlation, causation, outcome, first_base, state)
      VALUES (1, 'i', 's-1', '{}', 'o', 'operator', '', '', '', '', '{}', -1, 'pending')`)
    const decision = db.prepare(
      `INSERT INTO decision (intention, base, decided_at) VALUES (1, -1, '')`,
    )
    decision.run()
    expect(() => decision.run()).toThrow('UNIQUE')
  })

  it('finds tails, streams to push and unreadable events by an index, however long the journal is', () => {
    const db = openFile()
    migrate(db, migrations)
    const open = `state IN ('pending', 'held', 'conflict')`
    expect(
      planOf(db, `SELECT * FROM intention WHERE stream = ? AND ${open} ORDER BY sequence`, 's'),
    ).toContain('intention_open')
    expect(
      planOf(db, 'SELECT * FROM event WHERE stream = ? AND revision > ? ORDER BY revision', 's', 0),
    ).toMatch(/SEARCH event USING INDEX/)
    expect(planOf(db, 'SELECT * FROM event WHERE problem IS NOT NULL ORDER BY seq')).toContain(
      'event_unreadable',
    )
  })
})

describe('gaps that were taken in before they were kept (migration 9)', () => {
  it('are found, each once, beside those that are known', () => {
    const db = openFile()
    migrate(db, migrations.slice(0, 8))
    const event = db.prepare(
      `INSERT INTO event (stream, revision, id, type, version, data, metadata, recorded_at, position)
       VALUES (?, ?, ?, 'T', 1, '{}', '{}', '', '')`,
    )
    const held = { 's-whole': [0, 1, 2], 's-late': [2, 3], 's-holes': [0, 4, 5, 9] }
    for (const [stream, revisions] of Object.entries(held))
      for (const revision of revisions) event.run(stream, revision, `${stream}/${revision}`)
    db.prepare(`INSERT INTO missing (stream, first, last) VALUES ('s-holes', 1, 3)`).run()
    migrate(db, migrations)
    expect(
      db.prepare('SELECT stream, first, last FROM missing ORDER BY stream, first').all(),
    ).toEqual([
      { stream: 's-holes', first: 1, last: 3 },
      { stream: 's-holes', first: 6, last: 8 },
      { stream: 's-late', first: 0, last: 1 },
    ])
  })
})
