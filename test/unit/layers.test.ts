import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Files that import what they may not: the rule of .dependency-cruiser.mjs that says so, the file, what it imports. */
const forbidden = [
  ['domain-knows-itself', 'shared/domain/a.ts', 'shared/contract/there.ts'],
  ['domain-needs-no-package', 'shared/domain/b.ts', 'zod'],
  ['no-node-in-a-page', 'shared/domain/c.ts', 'node:crypto'],
  ['contract-knows-domain', 'shared/contract/a.ts', 'electron/host/there.ts'],
  ['contract-knows-domain', 'shared/contract/c.ts', 'shared/words/there.ts'],
  ['words-know-what-they-say', 'shared/words/a.ts', 'electron/host/there.ts'],
  ['contract-needs-schemas', 'shared/contract/b.ts', 'better-sqlite3'],
  ['renderer-knows-shared', 'renderer/app/a.ts', 'electron/host/there.ts'],
  ['renderer-needs-what-a-page-can-load', 'renderer/app/b.ts', 'ws'],
  ['no-node-in-a-page', 'renderer/app/c.ts', 'node:fs'],
  ['only-api-talks-to-the-terminal', 'renderer/features/pick/a.ts', 'partysocket'],
  ['only-api-talks-to-the-terminal', 'renderer/app/d.ts', '@orpc/client'],
  [
    'features-do-not-import-each-other',
    'renderer/features/pick/b.ts',
    'renderer/features/move/there.ts',
  ],
  ['features-do-not-import-the-shell', 'renderer/features/pick/c.ts', 'renderer/app/there.ts'],
  ['work-knows-no-job', 'renderer/work/a.ts', 'renderer/features/pick/there.ts'],
  ['work-knows-no-job', 'renderer/work/b.ts', 'renderer/app/there.ts'],
  ['api-knows-no-screens', 'renderer/api/a.ts', 'renderer/work/there.ts'],
  ['ui-knows-no-stock', 'renderer/ui/a.ts', 'shared/domain/there.ts'],
  ['format-knows-nothing', 'shared/words/format.ts', 'shared/domain/there.ts'],
  ['ui-knows-no-stock', 'renderer/ui/b.ts', 'renderer/app/there.ts'],
  ['gallery-shows-the-kit', 'renderer/gallery/a.ts', 'renderer/work/there.ts'],
  ['gallery-is-not-shipped', 'renderer/app/e.ts', 'renderer/gallery/there.ts'],
  ['react-only-in-the-renderer', 'electron/terminal/a.ts', 'react'],
  ['terminal-is-host-free', 'electron/terminal/b.ts', 'electron/host/there.ts'],
  ['terminal-is-host-free', 'electron/terminal/c.ts', 'electron/eventstore/there.ts'],
  ['electron-only-in-its-host', 'electron/terminal/d.ts', 'electron'],
  ['electron-only-in-its-host', 'electron/host/a.ts', 'electron'],
  ['host-is-the-same-for-each-host', 'electron/host/b.ts', 'electron/main/there.ts'],
  ['hosts-do-not-import-each-other', 'electron/browser/a.ts', 'electron/main/there.ts'],
  ['hosts-do-not-import-each-other', 'electron/main/a.ts', 'electron/cli/there.ts'],
  ['preload-knows-the-contract', 'electron/preload/a.ts', 'electron/host/there.ts'],
  ['no-node-in-a-page', 'electron/preload/b.ts', 'node:fs'],
  ['electron-knows-no-screens', 'electron/host/c.ts', 'renderer/ui/there.ts'],
  ['rooms-point-down', 'electron/terminal/e.ts', 'electron/terminal/api/index.ts'],
  ['rooms-point-down', 'electron/terminal/session/a.ts', 'electron/terminal/machine.ts'],
  ['rooms-point-down', 'electron/terminal/queries/a.ts', 'electron/terminal/session/index.ts'],
  ['rooms-point-down', 'electron/terminal/reactions/a.ts', 'electron/terminal/sync/index.ts'],
  ['rooms-point-down', 'electron/terminal/rebase/a.ts', 'electron/terminal/reactions/index.ts'],
  ['rooms-point-down', 'electron/terminal/commands/a.ts', 'electron/terminal/rebase/index.ts'],
  ['rooms-point-down', 'electron/terminal/projections/b.ts', 'electron/terminal/commands/index.ts'],
  ['rooms-point-down', 'electron/terminal/store/a.ts', 'electron/terminal/projections/index.ts'],
  [
    'rooms-of-a-floor-stand-alone',
    'electron/terminal/imports/a.ts',
    'electron/terminal/sync/index.ts',
  ],
  [
    'rooms-of-a-floor-stand-alone',
    'electron/terminal/central/a.ts',
    'electron/terminal/projections/index.ts',
  ],
  ['rooms-are-known', 'electron/terminal/f.ts', 'electron/terminal/attic/index.ts'],
  [
    'rooms-are-entered-by-their-index',
    'electron/terminal/queries/b.ts',
    'electron/terminal/commands/there.ts',
  ],
  ['rooms-are-entered-by-their-index', 'electron/cli/a.ts', 'electron/terminal/imports/there.ts'],
  [
    'exchange-knows-no-link',
    'electron/terminal/sync/exchange/a.ts',
    'electron/terminal/sync/link/there.ts',
  ],
  [
    'link-knows-no-keeper',
    'electron/terminal/sync/link/a.ts',
    'electron/terminal/sync/openSync.ts',
  ],
  ['eventstore-knows-itself', 'electron/eventstore/a.ts', 'shared/contract/there.ts'],
  ['wire-knows-itself', 'electron/wire/a.ts', 'electron/eventstore/there.ts'],
  [
    'eventstore-knows-only-the-messages',
    'electron/eventstore/protocol/a.ts',
    '@eventstore/db-client',
  ],
  [
    'storage-knows-no-semantics',
    'electron/eventstore/storage/a.ts',
    'electron/eventstore/semantics/there.ts',
  ],
  [
    'semantics-know-no-protocol',
    'electron/eventstore/semantics/a.ts',
    'electron/eventstore/protocol/there.ts',
  ],
  ['projections-are-pure', 'electron/terminal/projections/a.ts', 'node:fs'],
  ['sql-only-where-tables-are', 'electron/terminal/sync/a.ts', 'better-sqlite3'],
  ['sql-only-where-tables-are', 'electron/terminal/sync/b.ts', 'node:sqlite'],
  ['sql-only-where-tables-are', 'electron/eventstore/protocol/b.ts', 'better-sqlite3'],
  ['only-central-knows-the-client', 'electron/terminal/sync/c.ts', '@eventstore/db-client'],
  ['production-knows-no-test', 'electron/host/d.ts', 'test/support/there.ts'],
  ['no-circular', 'electron/host/f.ts', 'electron/host/f.ts'],
  ['not-to-unresolvable', 'electron/host/e.ts', 'electron/host/absent.ts'],
] as const

const project = mkdtempSync(join(tmpdir(), 'tallydeck-layers-'))
afterAll(() => rmSync(project, { recursive: true }))

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(project, file)), { recursive: true })
  writeFileSync(join(project, file), text)
}

const found = new Set<string>()

beforeAll(async () => {
  copyFileSync(join(root, 'package.json'), join(project, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
  for (const [index, [, file, target]] of forbidden.entries()) {
    const own = target.endsWith('.ts')
    if (own && !target.endsWith('absent.ts')) write(target, 'export const there = 1')
    const from = own ? `./${relative(dirname(file), target).replaceAll('\\', '/')}` : target
    // Every other one imports a type only, which is as much of a dependency.
    write(
      file,
      `import ${index % 2 === 0 ? '' : 'type '}{ there } from '${from}'\nexport { there }`,
    )
  }
  const config = await extractDepcruiseConfig(join(root, '.dependency-cruiser.mjs'))
  const { options, ...ruleSet } = config
  const settings: ICruiseOptions = {
    ...options,
    baseDir: project,
    preserveSymlinks: true,
    validate: true,
    ruleSet,
  }
  const { output } = await cruise(['electron', 'renderer', 'shared', 'test'], settings)
  for (const { rule, from } of (output as ICruiseResult).summary.violations)
    found.add(`${rule.name} ${from}`)
})

test.each(forbidden)('%s: %s may not import %s', (rule, file) => {
  expect([...found].filter((one) => one.endsWith(` ${file}`))).toContain(`${rule} ${file}`)
})
