import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { electronArgs, expect, findElectronTarget, test } from '../harness/index.ts'

/** Starts the app without anything that drives it; `startTerminal` has skipped the spec where there is none. */
function startAlone(dataDir: string) {
  const target = findElectronTarget()
  if ('missing' in target) throw new Error(target.missing)
  const child = spawn(target.executablePath, electronArgs(target.appDir, { dataDir }))
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stdout.resume()
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exit, output: () => output }
}

test('a quit closes the database and ends with code 0', async ({ folder, startTerminal }) => {
  const terminal = await startTerminal()
  expect(await terminal.quit()).toBe(0)
  // SQLite removes the log of a database that was closed; one that was left open keeps it.
  const left = readdirSync(join(folder, 'terminal-1'), { recursive: true }).map(String)
  expect(left.filter((file) => /^[^/]*\.db$/.test(file))).not.toEqual([])
  expect(left.filter((file) => /^(store\/)?[^/]*-wal$/.test(file))).toEqual([])
})

test('closing the window quits', async ({ startTerminal }) => {
  const terminal = await startTerminal()
  const exit = once(terminal.process, 'exit')
  await terminal.app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect((await exit)[0]).toBe(0)
})

test('a request to end from the system is a quit', async ({ folder, startTerminal }) => {
  test.skip(process.platform === 'win32', 'Windows has no signal that asks')
  // Asks for the fixture only to be skipped with it.
  expect(startTerminal).toBeDefined()
  const { child, exit, output } = startAlone(join(folder, 'terminal'))
  await expect.poll(() => existsSync(join(folder, 'terminal/window'))).toBe(true)
  await expect.poll(output).toContain('the window is open')
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
  expect(output()).toContain('the terminal is closed')
})

/** Which of a terminal's windows can be seen. */
const visible = ({ app }: { readonly app?: ElectronApplication }) =>
  app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible()))

test('a second start on the same data folder shows the first and ends', async ({
  folder,
  startTerminal,
}) => {
  const dataDir = join(folder, 'shared')
  const first = await startTerminal({ dataDir })
  await expect.poll(() => visible(first)).toEqual([true])
  await first.app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await expect.poll(() => visible(first)).toEqual([false])

  const second = startAlone(dataDir)
  expect(await second.exit).toBe(0)
  await expect.poll(() => visible(first)).toEqual([true])
  expect(await first.quit()).toBe(0)
})

test('a start on another data folder is another terminal', async ({ startTerminal }) => {
  const [first, second] = [await startTerminal(), await startTerminal()]
  expect(await first.quit()).toBe(0)
  expect(await second.page.title()).toBe('Tallydeck')
})

test('a data folder that cannot be one is explained, and left as it is', async ({
  folder,
  startTerminal,
}) => {
  expect(startTerminal).toBeDefined()
  const file = join(folder, 'a-file')
  writeFileSync(file, 'not a folder')
  const { child, exit, output } = startAlone(join(file, 'data'))
  await expect.poll(output).toContain('cannot open the terminal')
  child.kill('SIGKILL')
  await exit
  expect(readdirSync(folder)).toContain('a-file')
})

test('the window comes back where it was', async ({ startTerminal, folder }) => {
  const dataDir = join(folder, 'placed')
  const first = await startTerminal({ dataDir })
  // A window that is not shown yet can still be placed elsewhere as it is shown.
  await expect.poll(() => visible(first)).toEqual([true])
  await first.app?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 900, height: 700 }),
  )
  const bounds = (terminal: typeof first) =>
    terminal.app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  const before = { x: 40, y: 60, width: 900, height: 700 }
  await expect.poll(() => bounds(first)).toEqual(before)
  expect(await first.quit()).toBe(0)

  const second = await startTerminal({ dataDir })
  await expect.poll(() => bounds(second)).toEqual(before)
})
