import { defineConfig } from '@playwright/test'
import { findChromium } from './test/e2e/harness/chromium.ts'
import type { HostOption } from './test/e2e/harness/index.ts'

/** The same specs in both hosts. What only one of them has is in `*.browser.spec.ts` and `*.electron.spec.ts`. */
export default defineConfig<HostOption>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/e2e/harness/display.ts',
  forbidOnly: Boolean(process.env.CI),
  // One spec in each host at a time: two windows of one host would take the focus from each other.
  workers: 2,
  // As in test/support/limits.ts: only what never comes is a failure.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    launchOptions: await findChromium(),
    actionTimeout: 60_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', workers: 1, use: { host: 'browser' }, testIgnore: '**/*.electron.spec.ts' },
    { name: 'electron', workers: 1, use: { host: 'electron' }, testIgnore: '**/*.browser.spec.ts' },
  ],
})
