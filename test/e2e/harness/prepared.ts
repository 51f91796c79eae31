import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hostTest } from './fixtures.ts'
import { signIn } from './floor.ts'
import { people, pin, prepareTerminal } from './warehouse.ts'

interface Fixtures {
  /** The data folder of a terminal that knows the specs' warehouse and does not run yet. */
  terminalFolder: string
  /** Its screen, where Ana has signed in. */
  ana: Page
}

interface WorkerFixtures {
  /** Such a folder, made once; each spec works on a copy of it. */
  prepared: string
}

export const test = hostTest.extend<Fixtures, WorkerFixtures>({
  prepared: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads a fixture's needs from its pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tallydeck-e2e-'))
      await prepareTerminal(folder)
      await use(folder)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],

  terminalFolder: async ({ prepared, folder }, use) => {
    const dataDir = join(folder, 'terminal')
    await cp(prepared, dataDir, { recursive: true })
    await use(dataDir)
  },

  ana: async ({ terminalFolder, openTerminal }, use) => {
    const page = await openTerminal({ dataDir: terminalFolder })
    await signIn(page, people.ana, pin)
    await use(page)
  },
})
