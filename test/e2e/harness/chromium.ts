import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'

const systemPaths: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** A real Chromium: Playwright's own, else the system's, else the one that comes as a package for Linux. */
export async function findChromium(): Promise<LaunchOptions> {
  if (existsSync(chromium.executablePath())) return {}
  const installed = (systemPaths[process.platform] ?? []).find((path) => existsSync(path))
  if (installed !== undefined) return { executablePath: installed }
  if (process.platform !== 'linux') {
    throw new Error('There is no Chromium here: run `npx playwright install chromium` once.')
  }
  const { default: packaged } = await import('@sparticuz/chromium')
  // Not with the arguments that it proposes: they are for one tab in one process, which ends with the first one closed.
  return { executablePath: await packaged.executablePath() }
}
