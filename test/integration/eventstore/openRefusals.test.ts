/** What an operator can give a store to open: what can't be used is refused with what to do, and left as it is. */
import { chmod, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { aClient, aStore, numbered, temporaryFolder } from '#test/support/eventstore/clients.ts'

/** A folder with a database of some events in it, closed again. */
async function aDataFolder(): Promise<{ dataDir: string; file: string }> {
  const dataDir = await temporaryFolder()
  const store = await openEventStore({ dataDir })
  await aClient(store.connectionString).appendToStream(
    'a',
    Array.from({ length: 500 }, (_, n) => numbered(n)),
  )
  await store.close()
  return { dataDir, file: join(dataDir, 'eventstore.db') }
}

test('a file that is no database is refused and left as it is', async () => {
  const dataDir = await temporaryFolder()
  const file = join(dataDir, 'eventstore.db')
  const text = 'not a database, but long enough to be read as one'.repeat(40)
  await writeFile(file, text)
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'foreign-database' })
  expect(await readFile(file, 'utf8')).toBe(text)
})

test("another program's database is refused", async () => {
  const dataDir = await temporaryFolder()
  const db = new Database(join(dataDir, 'eventstore.db'))
  db.exec('CREATE TABLE theirs (x)')
  db.close()
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'foreign-database' })
})

test('a database of a newer version is refused', async () => {
  const { dataDir, file } = await aDataFolder()
  const db = new Database(file)
  db.pragma('user_version = 99')
  db.close()
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'newer-database' })
})

test('a database that was cut short is refused', async () => {
  const { dataDir, file } = await aDataFolder()
  await truncate(file, 20_000)
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({
    code: 'database-damaged',
    message: expect.stringContaining('backup') as string,
  })
})

test('damage that is met only while the log is read is reported as damage too, and nothing stays open', async () => {
  const { dataDir, file } = await aDataFolder()
  const whole = await readFile(file)
  const damaged = Buffer.from(whole)
  damaged.fill(0xa5, 8192)
  await writeFile(file, damaged)
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'database-damaged' })
  await writeFile(file, whole)
  await aStore({ dataDir })
})

test('a folder in the place of the database is refused', async () => {
  const dataDir = await temporaryFolder()
  await mkdir(join(dataDir, 'eventstore.db'))
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'foreign-database' })
})

test('a write-ahead log whose database is gone is refused and kept, since what was written last is in it', async () => {
  const { dataDir, file } = await aDataFolder()
  const store = await openEventStore({ dataDir })
  await aClient(store.connectionString).appendToStream('a', numbered(500))
  const kept = await readFile(`${file}-wal`)
  await store.close()
  await rename(file, `${file}.elsewhere`)
  await writeFile(`${file}-wal`, kept)
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({
    code: 'database-damaged',
    message: expect.stringContaining('eventstore.db-wal') as string,
  })
  expect(existsSync(file)).toBe(false)
  expect(await readFile(`${file}-wal`)).toEqual(kept)
  await writeFile(file, '')
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'database-damaged' })
  expect((await stat(`${file}-wal`)).size).toBe(kept.length)
})

test('a lock that is no lock is named', async () => {
  const { dataDir, file } = await aDataFolder()
  await writeFile(`${file}.lock`, 'hello')
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({
    message: expect.stringContaining('eventstore.db.lock') as string,
  })
  await rm(`${file}.lock`)
  await aStore({ dataDir })
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  "what this user can't write is refused by its name, a lock that could not be held included",
  async () => {
    const { dataDir, file } = await aDataFolder()
    for (const path of [dataDir, file, `${file}.lock`]) {
      const { mode } = await stat(path)
      await chmod(path, path === dataDir ? 0o500 : 0o400)
      await expect(openEventStore({ dataDir })).rejects.toMatchObject({
        code: 'read-only',
        message: expect.stringContaining(`${path} `) as string,
      })
      await chmod(path, mode)
    }
    await aStore({ dataDir })
  },
)

test('a data folder that is a file is refused', async () => {
  const { file } = await aDataFolder()
  await expect(openEventStore({ dataDir: file })).rejects.toMatchObject({
    code: 'folder-unusable',
  })
})

test.runIf(process.platform === 'linux')(
  'a folder that the file system will not have is refused, not asked for without end',
  async () => {
    await expect(openEventStore({ dataDir: '/proc/tallydeck/store' })).rejects.toMatchObject({
      code: 'folder-unusable',
    })
  },
)

test.skipIf(process.platform === 'win32')('a new data folder is for its user alone', async () => {
  const dataDir = join(await temporaryFolder(), 'new', 'store')
  await aStore({ dataDir })
  expect((await stat(dataDir)).mode & 0o077).toBe(0)
})
