import { createHash } from 'node:crypto'
import {
  closeSync,
  cpSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTerminal, StorageError } from '#electron/terminal/index.ts'
import { openForInspection } from '#electron/terminal/inspection.ts'
import { covered, records } from '#electron/terminal/store/integrity/tables.ts'
import { readModelTables } from '#electron/terminal/store/readModels/schema.ts'
import { runCli } from '#test/support/cli.ts'
import { tamper } from '#test/support/tamper.ts'
import { seeded } from '#test/support/random.ts'
import { repetitions } from '#test/support/repetitions.ts'
import { openSite } from '#test/support/site.ts'
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

  it.each([
    ['a figure of stock', `UPDATE stock SET effective = 999`, 'stock WH1 SKU-1 A-1'],
    ['a row that is gone', `DELETE FROM bin WHERE bin = 'A-2'`, 'bin WH1 A-2'],
    [
      'a row that belongs to nothing',
      `INSERT INTO stock VALUES ('WH1', 'SKU-9', 'A-1', 'A-1', 5, 5, 0)`,
      'stock WH1 SKU-9 A-1',
    ],
    ['the name of a product', `UPDATE product SET name = 'Chair'`, 'product SKU-1'],
    [
      'what a product is found by',
      `UPDATE product_search SET name = 'Chair'`,
      'search for product SKU-1',
    ],
    ['a movement', `UPDATE movement SET reference = 'R-6' WHERE reference = 'R-7'`, 'movement WH1'],
    ['a right', `UPDATE operator SET role = 'operator'`, 'operator admin'],
  ])('is told of what is made of the log: %s', async (_, sql, what) => {
    const dataDir = folderWithWork()
    tamper(databaseIn(dataDir), sql)
    const { code, rows } = await check(dataDir)
    expect(rows).toEqual([
      {
        kind: 'read-model',
        sequence: null,
        intention: null,
        text: expect.stringContaining(what) as string,
      },
    ])
    expect(code).toBe(4)
  })

  it('is made anew where it was made of the log: a figure while at work, what has an order at the next start', async () => {
    const dataDir = folderWithWork()
    tamper(
      databaseIn(dataDir),
      `UPDATE stock SET effective = 999;
       INSERT INTO bin VALUES ('WH1', 'A-9', '', 0);
       UPDATE movement SET reference = 'R-6' WHERE reference = 'R-7'`,
    )
    const terminal = openTerminal({ dataDir, autoSync: true, ...hasty })
    await expect.poll(() => stockOf(terminal, 'A-1').effective).toBe(41)
    await expect.poll(() => terminal.queries.damage.list().length).toBe(3)
    expect(terminal.store.lookups.hasBin('WH1', 'A-9')).toBe(false)
    const texts = terminal.queries.damage.list().map(({ text }) => text)
    expect(texts).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/stock WH1 SKU-1 A-1.*is right now/),
        expect.stringMatching(/bin WH1 A-9.*is right now/),
        expect.stringMatching(/movement WH1 SKU-1 .*at its next start/),
      ]),
    )
    expect(terminal.state().damage).toBe(1)
    expect((await check(dataDir)).rows).toHaveLength(1)
    await terminal.close()

    const later = openTerminal({ dataDir })
    expect(later.state().damage).toBe(0)
    expect(later.queries.damage.list()).toHaveLength(3)
    expect(await check(dataDir)).toMatchObject({ code: 0, rows: [] })
    later.seeDamage('admin')
    expect(later.queries.damage.list()).toEqual([])
  })

  it('is told of what a terminal keeps for itself', async () => {
    const dataDir = folderWithWork()
    tamper(databaseIn(dataDir), `UPDATE meta SET value = 'WH2' WHERE key = 'warehouse'`)
    writeFileSync(join(dataDir, 'terminal.secrets'), '{')
    const { code, rows } = await check(dataDir)
    expect(code).toBe(4)
    expect(rows.filter(({ kind }) => kind !== 'read-model')).toEqual([
      expect.objectContaining({
        kind: 'file',
        text: expect.stringContaining('terminal.secrets') as string,
      }),
      expect.objectContaining({
        kind: 'record',
        text: expect.stringContaining('meta warehouse') as string,
      }),
    ])
  })

  it('leaves no table without an answer to who verifies it', () => {
    const terminal = stockedTerminal()
    const tables = terminal.store.connection
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .pluck()
      .all()
    const search = ['config', 'content', 'data', 'docsize', 'idx'].map(
      (one) => `product_search_${one}`,
    )
    const answered = {
      'by the checksums of its rows': [...Object.keys(covered), ...Object.keys(records)],
      'by making it anew': [...readModelTables, 'snapshot'],
      "by SQLite's own check, which looks into a search as well": search,
    }
    expect(tables).toEqual(Object.values(answered).flat().toSorted())
    for (const [table, { columns, key }] of Object.entries({ ...covered, ...records })) {
      const all = terminal.store.connection
        .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
        .pluck()
        .all(table)
        .filter((name) => !['checksum', 'link'].includes(name))
      expect([table, ...new Set<string>([...key, ...columns])].toSorted()).toEqual(
        [table, ...all].toSorted(),
      )
    }
  })

  it('is never unnoticed, wherever in the database a byte is flipped', async () => {
    const dataDir = await folderWithAll()
    const before = contentIn(dataDir)
    const bytes = readFileSync(databaseIn(dataDir))
    const { between } = seeded(21)
    const seen = new Set<string>()
    const unnoticed: number[] = []
    for (let trial = 0; trial < FLIPS; trial++) {
      const at = between(0, bytes.length - 1)
      rmSync(dataDir, { recursive: true })
      cpSync(`${dataDir}.whole`, dataDir, { recursive: true })
      flip(databaseIn(dataDir), at)
      const answer = await inspected(dataDir)
      seen.add(answer)
      if (answer === 'silent' && contentIn(dataDir) !== before) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
    expect(seen).toEqual(new Set(['refused', 'found', 'silent']))
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

/** The store cannot be reached, and nobody waits as long as a terminal does. */
const hasty = {
  central: { url: 'esdb://127.0.0.1:1?tls=false' },
  timing: {
    sleep: (ms: number, signal: AbortSignal) =>
      delay(ms / 100, undefined, { signal }).catch(() => {}),
  },
}

const FLIPS = repetitions('TALLYDECK_FLIPS', 60, 1200)

/** A terminal that is closed, with what is confirmed, pending, parked, counted and imported; a copy beside it. */
async function folderWithAll(): Promise<string> {
  const site = await openSite()
  const terminal = site.terminal('T1')
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1', zone: 'A' })
  for (let n = 0; n < 12; n++) {
    const pack = { barcode: `4000000${n}`, factor: 6, name: 'Box' }
    run({ type: 'RegisterProduct', sku: `SKU-${n}`, name: `Chain ${n}`, packs: [pack] })
    run({ type: 'ReceiveStock', sku: `SKU-${n}`, bin: 'A-1', quantity: 10 })
  }
  for (let n = 0; n < 110; n++)
    run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1, reference: `R-${n}` })
  await terminal.syncUntilIdle({ timeoutMs: 20_000 })
  for (let n = 0; n < 10; n++) run({ type: 'PickStock', sku: 'SKU-2', bin: 'A-1', quantity: 1 })
  const { store, dataDir } = { store: terminal.store, dataDir: dirname(terminal.store.path) }
  await terminal.close()
  expect(store.connection.open).toBe(false)
  cpSync(dataDir, `${dataDir}.whole`, { recursive: true })
  onTestFinished(() => rmSync(`${dataDir}.whole`, { recursive: true, force: true }))
  return dataDir
}

/** All rows of all tables, in their order. */
function contentIn(dataDir: string): string {
  const db = new Database(databaseIn(dataDir), { readonly: true })
  try {
    const tables = [
      ...Object.keys(covered),
      ...Object.keys(records),
      ...readModelTables,
      'snapshot',
    ]
    return hash(JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())))
  } finally {
    db.close()
  }
}

async function inspected(dataDir: string): Promise<'refused' | 'found' | 'silent'> {
  let inspection: Awaited<ReturnType<typeof openForInspection>>
  try {
    inspection = await openForInspection(dataDir)
  } catch (error) {
    if (error instanceof StorageError) return 'refused'
    throw error
  }
  try {
    // Without it, `check` says that no terminal has been set up here.
    if (inspection === undefined) return 'refused'
    return [...inspection.findings()].flat().length > 0 ? 'found' : 'silent'
  } finally {
    inspection?.close()
  }
}

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
