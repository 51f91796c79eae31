import { join } from 'node:path'
import { expect, it } from 'vitest'
import { people, prepareWarehouse } from '../../scripts/dev/warehouse.ts'
import { openSite } from '#test/support/site.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'

it('the warehouse to develop on has a conflict to settle, and everybody who is named can sign in', async () => {
  const site = await openSite()
  const folder = tempDir()
  const folders = { one: join(folder, 'one'), two: join(folder, 'two') }
  await prepareWarehouse(folders, site.url())

  const second = openTerminal({ dataDir: folders.two })
  expect(second.queries.conflicts.list('open', 10)).toMatchObject([
    { reason: 'no-longer-possible', terminal: 'T2' },
  ])
  for (const { operator, pin } of people)
    expect(await second.screens.open().signIn(operator, pin)).toMatchObject({
      outcome: 'signed-in',
    })
})
