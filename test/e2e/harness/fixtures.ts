import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type ConsoleMessage, type Page } from '@playwright/test'
import { StoreProcess } from '#test/support/storeProcess.ts'
import { findElectronTarget } from './electronTarget.ts'
import { startInBrowser, startInElectron, type RunningTerminal } from './hosts.ts'

/** Which host the specs run in; each is a project of playwright.config.ts. */
export interface HostOption {
  host: 'browser' | 'electron'
  /** For specs that try what the page's content policy refuses: `test.use({ breaksPolicy: true })`. */
  breaksPolicy: boolean
}

interface OpenOptions {
  /** A folder to open again; absent: a new and empty one. */
  dataDir?: string
  /** The address of a central store, such as `centralStore.address`. */
  central?: string
}

interface Fixtures {
  /** A folder of the test's own, gone after it. */
  folder: string
  /** Starts a terminal, and answers what runs. */
  startTerminal: (options?: OpenOptions) => Promise<RunningTerminal>
  /** Starts a terminal, and answers its screen: the same for either host. */
  openTerminal: (options?: OpenOptions) => Promise<Page>
  /** The embedded store as a process at an address that stays: `start`, `stop`, `kill`. Not started yet. */
  centralStore: StoreProcess
}

/** What the console says when a page is kept from what it may not do. */
const policy = /Content Security Policy|Trusted|Not allowed to load/

/**
 * Notes every error of a page, from its very start: what was thrown, and what its console calls an error, but for what
 * a spec `expects`.
 */
export async function watchForProblems(
  page: Page,
  problems: Set<string>,
  expects: RegExp | undefined,
): Promise<void> {
  const thrown = (error: Error) => problems.add(String(error.stack ?? error))
  const said = (message: ConsoleMessage) => {
    if (message.type() !== 'error' || expects?.test(message.text()) === true) return
    problems.add(`${message.text()} (${message.location().url})`)
  }
  page.on('pageerror', thrown)
  page.on('console', said)
  for (const error of await page.pageErrors()) thrown(error)
  for (const message of await page.consoleMessages()) said(message)
}

/** What every spec needs: a host, and terminals in it whose pages may have no error. */
export const hostTest = base.extend<Fixtures & HostOption>({
  host: ['browser', { option: true }],
  breaksPolicy: [false, { option: true }],

  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads a fixture's needs from its pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tallydeck-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  startTerminal: async ({ host, breaksPolicy, folder, playwright }, use, info) => {
    const target = findElectronTarget()
    if (host === 'electron' && 'missing' in target) info.skip(true, target.missing)
    const browser = host === 'browser' ? await playwright.chromium.launch() : undefined
    const running: RunningTerminal[] = []
    const problems = new Set<string>()

    await use(async ({ dataDir, central } = {}) => {
      const options = {
        dataDir: dataDir ?? join(folder, `terminal-${running.length + 1}`),
        ...(central !== undefined && { central }),
      }
      const terminal =
        browser === undefined
          ? await startInElectron(target as Exclude<typeof target, { missing: string }>, options)
          : await startInBrowser(browser, options)
      running.push(terminal)
      await watchForProblems(terminal.page, problems, breaksPolicy ? policy : undefined)
      return terminal
    })

    for (const terminal of running) await terminal.kill()
    await browser?.close()
    expect([...problems], 'the page may have no error, caught or not').toEqual([])
  },

  openTerminal: async ({ startTerminal }, use) => {
    await use(async (options) => (await startTerminal(options)).page)
  },

  centralStore: async ({ folder }, use) => {
    const store = await StoreProcess.prepare(join(folder, 'central'))
    await use(store)
    await store.kill()
  },
})
