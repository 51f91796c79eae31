import { createHash } from 'node:crypto'
import {
  closeSync,
  cpSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createTerminal, StorageError } from '#electron/terminal/index.ts'
import { runCli } from '#test/support/cli.ts'
import { tamper } from '#test/support/tamper.ts'
import { seeded } from '#test/support/random.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf, tempDir } from '#test/support/terminal.ts'

/** A terminal's folder, as a power cut leaves it, with 40 receipts of one piece each that were never sent. */
function folderWithWork(): string {
  const terminal = stockedTerminal({}, 1)
  const run = asAdmin(terminal)
  for (let n = 0; n < 40; n++)
    run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1, reference: `R-${n}` })
  const copy = tempDir()
  cpSync(dirname(terminal.store.path), copy, { recursive: true })
  return copy
}

const databaseIn = (dataDir: string) => join(dataDir, 'terminal.db')

const check = (dataDir: string) => runCli(['check', '--data', dataDir])

describe('what a disk alters or loses', () => {
  it('is nothing where all is whole: check says nothing, and ends with 0', async () => {
    const dataDir = folderWithWork()
    expect(await check(dataDir)).toMatchObject({ code: 0, rows: [] })
    const terminal = openTerminal({ dataDir })
    expect(stockOf(terminal, 'A-1').effective).toBe(41)
    expect(terminal.queries.damage.list()).toEqual([])
    expect(await check(dataDir)).toMatchObject({ code: 0, rows: [] })
  })

  it.each([
    ['an intention', `UPDATE intention SET command = replace(command, 'R-7"', 'R-6"')`],
    ['a decision', `UPDATE pending_event SET data = replace(data, 'R-7"', 'R-6"')`],
    [
      'what it was decided on',
      `UPDATE decision SET base = 3 WHERE intention =
         (SELECT sequence FROM intention WHERE command LIKE '%R-7"%')`,
    ],
  ])('is told by number where %s was altered, and is never sent', async (_, sql) => {
    const dataDir = folderWithWork()
    tamper(databaseIn(dataDir), sql)
    const found = await check(dataDir)
    expect(found.code).toBe(4)
    expect(found.rows).toEqual([
      {
        kind: 'altered',
        sequence: expect.any(Number) as number,
        intention: expect.any(String) as string,
        text: expect.stringContaining('Enter it again') as string,
      },
    ])
    const terminal = openTerminal({ dataDir })
    const { sequence, intention } = found.rows[0] ?? {}
    expect(terminal.queries.damage.list()).toEqual([
      expect.objectContaining({ kind: 'altered', sequence, intention }),
    ])
    expect(terminal.state().damage).toBe(1)
    expect(terminal.queries.outbox.list(100).map((row) => row.sequence)).not.toContain(sequence)
    expect(stockOf(terminal, 'A-1').effective).toBe(40)
    expect((await check(dataDir)).rows).toEqual(found.rows)
  })

  it('is told where the end of the log beside the database is lost, and its numbers are not used again', async () => {
    const dataDir = folderWithWork()
    const wal = `${databaseIn(dataDir)}-wal`
    truncateSync(wal, Math.floor(statSync(wal).size * 0.8))
    const found = await check(dataDir)
    expect(found.code).toBe(4)
    expect(found.rows).toEqual([expect.objectContaining({ kind: 'missing', intention: null })])
    const terminal = openTerminal({ dataDir })
    const [gone] = terminal.queries.damage.list()
    expect(gone?.text).toMatch(/^Intentions \d+ to 47 are gone/)
    const kept = Number(gone?.sequence) - 1
    expect(terminal.queries.outbox.list(100)).toHaveLength(kept)
    const again = asAdmin(terminal)({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 })
    expect(terminal.store.outbox.findById(again.id)?.sequence).toBe(48)
    await terminal.close()
    const later = openTerminal({ dataDir })
    expect(later.queries.damage.list()).toEqual([gone])
    later.seeDamage('admin')
    expect(later.queries.damage.list()).toEqual([])
    expect(await check(dataDir)).toMatchObject({ code: 0, rows: [] })
  })

  it('is told where an intention between others is gone, and where the log was altered', async () => {
    const dataDir = folderWithWork()
    tamper(
      databaseIn(dataDir),
      `UPDATE intention SET state = 'confirmed' WHERE sequence = 20;
       DELETE FROM decision WHERE intention = 20;
       DELETE FROM intention WHERE sequence = 20;
       INSERT INTO event (stream, revision, id, type, version, data, metadata, recorded_at, position, checksum)
         VALUES ('stock-WH1.X', 0, 'e', 'T', 1, '{}', '{}', '', '', 'another')`,
    )
    const { code, rows } = await check(dataDir)
    expect(code).toBe(4)
    expect(rows.map(({ kind, sequence }) => ({ kind, sequence }))).toEqual(
      expect.arrayContaining([
        { kind: 'missing', sequence: 20 },
        { kind: 'altered', sequence: null },
      ]),
    )
    expect(String(rows.find(({ sequence }) => sequence === null)?.['text'])).toContain(
      'stock-WH1.X@0',
    )
  })

  it('is told where the database has forgotten how it is made', async () => {
    const dataDir = folderWithWork()
    const db = new Database(databaseIn(dataDir))
    db.exec('DROP INDEX event_approval')
    db.close()
    expect(look(dataDir)).toBe('told')
  })

  it('is found again where an index does not name it any more', async () => {
    const whole = folderWithWork()
    await createTerminal({ dataDir: whole }).close()
    const before = look(copyOf(whole))
    const db = new Database(databaseIn(whole))
    const { page } = db
      .prepare<[], { page: number }>(
        `SELECT rootpage AS page FROM sqlite_schema WHERE name = 'intention_open'`,
      )
      .get() ?? { page: 0 }
    const size = Number(db.pragma('page_size', { simple: true }))
    db.close()
    // The last byte of an index's page is the end of the number that its first entry stands for.
    for (const at of [1, 30, 90]) {
      const dataDir = copyOf(whole)
      flip(databaseIn(dataDir), page * size - at)
      expect(['told', before]).toContain(look(dataDir))
    }
  })

  it.each([
    ['in the log beside the database', 'terminal.db-wal'],
    ['in the database', 'terminal.db'],
  ])('is never unnoticed in what was not sent, whichever byte is flipped %s', async (_, name) => {
    const whole = folderWithWork()
    if (name === 'terminal.db') await createTerminal({ dataDir: whole }).close()
    const { between } = seeded(20)
    const size = statSync(join(whole, name)).size
    const before = look(copyOf(whole))
    const seen: string[] = []
    for (let trial = 0; trial < 40; trial++) {
      const dataDir = copyOf(whole)
      const at = between(0, size - 1)
      flip(join(dataDir, name), at)
      seen.push(look(dataDir))
    }
    expect(seen.filter((one) => one !== before && one !== 'told')).toEqual([])
    expect(seen).toContain('told')
  })
})

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

function copyOf(dataDir: string): string {
  const copy = tempDir()
  cpSync(dataDir, copy, { recursive: true })
  return copy
}

function flip(path: string, at: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from([(readFileSync(path)[at] ?? 0) ^ 0x20]), 0, 1, at)
  closeSync(file)
}

/** What is there to be sent, or that the terminal tells that something is wrong. */
function look(dataDir: string): string {
  let terminal: ReturnType<typeof createTerminal>
  try {
    terminal = createTerminal({ dataDir })
  } catch (error) {
    if (error instanceof StorageError) return 'told'
    throw error
  }
  try {
    const { outbox } = terminal.store
    const tails = outbox.openStreams().map((stream) => outbox.tail(stream))
    return terminal.state().damage > 0 ? 'told' : hash(JSON.stringify(tails))
  } finally {
    void terminal.close()
  }
}
