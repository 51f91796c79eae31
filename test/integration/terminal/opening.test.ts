import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createTerminal } from '#electron/terminal/index.ts'
import { openReadOnlyView } from '#electron/terminal/readOnlyView.ts'
import { readDurability, StorageError } from '#electron/terminal/store/index.ts'
import { openTerminal, stockedTerminal, stockOf, tempDir } from '#test/support/terminal.ts'

function failure(open: () => unknown): StorageError {
  try {
    open()
  } catch (error) {
    if (error instanceof StorageError) return error
    throw error
  }
  throw new Error('it opened')
}

describe('opening a terminal', () => {
  it('waits for the disk at every commit, at the first open and at every later one', async () => {
    const dataDir = tempDir()
    for (const _ of [1, 2]) {
      const terminal = createTerminal({ dataDir })
      expect(readDurability(terminal.store.connection)).toEqual({
        journalMode: 'wal',
        synchronous: 2,
        foreignKeys: 1,
      })
      await terminal.close()
    }
  })

  it('refuses a data folder that another terminal has open, and says so', () => {
    const dataDir = tempDir()
    openTerminal({ dataDir })
    const error = failure(() => createTerminal({ dataDir }))
    expect(error.code).toBe('data-folder-in-use')
    expect(error.message).toContain(dataDir)
  })

  it('refuses it across processes too, and takes it once the other has died', async () => {
    const dataDir = tempDir()
    const terminal = createTerminal({ dataDir })
    const index = join(import.meta.dirname, '../../../electron/terminal/index.ts')
    const script = `
      const { createTerminal } = await import(${JSON.stringify(index)})
      try { createTerminal({ dataDir: ${JSON.stringify(dataDir)} }); console.log('opened') }
      catch (error) { console.log(error.code) }
      process.kill(process.pid, 'SIGKILL')`
    const run = () =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(run().stdout).toBe('data-folder-in-use\n')
    await terminal.close()
    expect(run().stdout).toBe('opened\n')
    openTerminal({ dataDir })
  })

  it('gives a file that is no database a clear name and leaves it alone', () => {
    const dataDir = tempDir()
    const path = join(dataDir, 'terminal.db')
    const text = 'this is a shopping list, not a database\n'.repeat(200)
    writeFileSync(path, text)
    expect(failure(() => createTerminal({ dataDir })).code).toBe('not-a-database')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it("takes no other program's SQLite database for its own", () => {
    const dataDir = tempDir()
    const other = new Database(join(dataDir, 'terminal.db'))
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    expect(failure(() => createTerminal({ dataDir })).code).toBe('not-a-database')
  })

  it('refuses a damaged database and does not make a new one in its place', async () => {
    const dataDir = tempDir()
    await stockedTerminal({ dataDir }).close()
    const path = join(dataDir, 'terminal.db')
    const size = readFileSync(path).length
    const file = openSync(path, 'r+')
    for (let at = 4096; at < size; at += 4096) writeSync(file, Buffer.alloc(64, 0xff), 0, 64, at)
    closeSync(file)
    const error = failure(() => createTerminal({ dataDir }))
    expect(error.code).toBe('database-corrupt')
    expect(error.parts.means).toContain('left as it is')
    expect(readFileSync(path).length).toBe(size)
  })

  /** A data folder as a power cut leaves it: the last work is in the log beside the database only. */
  function cutOff(): string {
    const dataDir = tempDir()
    const terminal = stockedTerminal({ dataDir: tempDir() })
    cpSync(dirname(terminal.store.path), dataDir, { recursive: true })
    return dataDir
  }
  const contents = (dataDir: string) =>
    readdirSync(dataDir)
      .filter((name) => !name.startsWith('terminal.lock'))
      .map((name) => [name, readFileSync(join(dataDir, name)).toString('base64')])

  it.each([
    ['is missing', (path: string) => rmSync(path)],
    ['was emptied', (path: string) => truncateSync(path)],
    [
      'was emptied, with nothing beside it',
      (path: string) => {
        truncateSync(path)
        rmSync(`${path}-wal`)
        rmSync(`${path}-shm`)
      },
    ],
    [
      'is missing, with nothing beside it',
      (path: string) => [path, `${path}-wal`].map((each) => rmSync(each)),
    ],
  ])('makes no new database where that of a terminal %s', (_, damage) => {
    const dataDir = cutOff()
    damage(join(dataDir, 'terminal.db'))
    const before = contents(dataDir)
    expect(openReadOnlyView(dataDir)).toBeUndefined()
    const error = failure(() => createTerminal({ dataDir }))
    expect(error.code).toBe('database-missing')
    expect(error.parts.means).toContain('Nothing was changed')
    expect(contents(dataDir)).toEqual(before)
  })

  it("takes no database that is new, or another terminal's, for its own", async () => {
    const dataDir = tempDir()
    await stockedTerminal({ dataDir }).close()
    const fresh = tempDir()
    await createTerminal({ dataDir: fresh }).close()
    copyFileSync(join(fresh, 'terminal.db'), join(dataDir, 'terminal.db'))
    expect(failure(() => createTerminal({ dataDir })).code).toBe('database-missing')
    const other = openTerminal({ dataDir: fresh })
    other.initialise({ terminal: 'T2', warehouse: 'WH1' })
    await other.close()
    copyFileSync(join(fresh, 'terminal.db'), join(dataDir, 'terminal.db'))
    expect(failure(() => createTerminal({ dataDir })).code).toBe('database-missing')
  })

  it('refuses a second one though the file of the lock was removed, and a copy is not one', async () => {
    const dataDir = tempDir()
    const terminal = createTerminal({ dataDir })
    rmSync(join(dataDir, 'terminal.lock'))
    expect(failure(() => createTerminal({ dataDir })).code).toBe('data-folder-in-use')
    const copy = tempDir()
    cpSync(dataDir, copy, { recursive: true })
    rmSync(join(copy, 'terminal.lock'))
    await createTerminal({ dataDir: copy }).close()
    await terminal.close()
    rmSync(join(dataDir, 'terminal.lock'))
    await createTerminal({ dataDir }).close()
  })

  it.skipIf(process.platform === 'win32')(
    'keeps what it has from other users, also in a folder that was open to them',
    async () => {
      const dataDir = tempDir()
      await stockedTerminal({ dataDir }).close()
      chmodSync(dataDir, 0o755)
      chmodSync(join(dataDir, 'terminal.db'), 0o644)
      openTerminal({ dataDir })
      const modes = [dataDir, ...readdirSync(dataDir).map((name) => join(dataDir, name))].map(
        (path) => statSync(path).mode & 0o077,
      )
      expect(modes.length).toBeGreaterThan(4)
      expect(new Set(modes)).toEqual(new Set([0]))
    },
  )

  it('refuses a database of a newer version', async () => {
    const dataDir = tempDir()
    await createTerminal({ dataDir }).close()
    const db = new Database(join(dataDir, 'terminal.db'))
    db.pragma('user_version = 9999')
    db.close()
    expect(failure(() => createTerminal({ dataDir })).code).toBe('database-newer')
  })

  it('refuses a path that is a file, in words', () => {
    const dataDir = join(tempDir(), 'file')
    writeFileSync(dataDir, '')
    expect(failure(() => createTerminal({ dataDir })).code).toBe('data-folder-missing')
  })

  it('makes the read models anew from the journal when they are of another version', async () => {
    const dataDir = tempDir()
    const terminal = stockedTerminal({ dataDir })
    const dump = (path: string) => {
      const db = new Database(path, { readonly: true })
      const tables = ['stock', 'product', 'warehouse', 'bin', 'operator', 'terminal', 'movement']
      const rows = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
      db.close()
      return rows
    }
    const before = dump(terminal.store.path)
    terminal.store.meta.set('read-models', 'older')
    await terminal.close()
    const again = openTerminal({ dataDir })
    expect(again.store.needsRebuild).toBe(true)
    expect(dump(again.store.path)).toEqual(before)
    expect(stockOf(again, 'A-1').effective).toBe(10)
  })

  it('says that the disk is full instead of losing an entry silently', () => {
    const terminal = stockedTerminal()
    const pages = Number(terminal.store.connection.pragma('page_count', { simple: true }))
    terminal.store.connection.pragma(`max_page_count = ${pages}`)
    const error = failure(() => {
      for (let n = 0; n < 1000; n++)
        terminal.execute({
          command: { type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 },
          operator: 'admin',
        })
    })
    expect(error.code).toBe('database-full')
    const { effective } = stockOf(terminal, 'A-1')
    terminal.store.connection.pragma('max_page_count = 1000000')
    terminal.execute({
      command: { type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 },
      operator: 'admin',
    })
    expect(stockOf(terminal, 'A-1').effective).toBe(effective + 1)
  })
})
