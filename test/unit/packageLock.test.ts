import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Entry {
  optionalDependencies?: Record<string, string>
  gypfile?: boolean
}

const root = join(import.meta.dirname, '../..')
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>
}

test('the lock file knows the packages of every platform, so that `npm ci` takes it everywhere', () => {
  const names = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  )
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => !names.has(name))
  expect(missing, 'run `npm run lock:complete`').toEqual([])
})

test('SQLite comes ready-made: installing needs no compiler', () => {
  const sqlite = packages['node_modules/better-sqlite3']
  expect(sqlite?.gypfile, 'run `npm run lock:complete`').toBe(false)
})
