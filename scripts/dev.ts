/** `npm run dev`: two terminals on one store, in browser tabs, that follow what is edited. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { makeToken } from '../electron/browser/access.ts'
import { freePort } from './dev/freePort.ts'
import { servePages } from './dev/pages.ts'
import { people, prepareWarehouse } from './dev/warehouse.ts'
import { startWatched } from './dev/watched.ts'

const { keep } = new Command('npm run dev --')
  .description(
    'Two terminals on one embedded store, with a conflict to settle. Pages change as the renderer is edited; a terminal or the store is started again when its own code changes.',
  )
  .option('--keep <folder>', 'use this folder, and leave it; without it, a new one that is removed')
  .allowExcessArguments(false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<{ keep?: string }>()

/** The first one's address is the same from one start to the next, where it is free. */
const usualPort = 7421

const say = (line: string) => process.stdout.write(`${line}\n`)
const here = (path: string) => join(import.meta.dirname, path)
const folder = keep === undefined ? await mkdtemp(join(tmpdir(), 'tallydeck-dev-')) : resolve(keep)
const opened: (() => Promise<void>)[] = []

async function openStore(): Promise<string> {
  const port = await freePort()
  const store = await startWatched('store', /Listening on/, [
    here('../electron/cli/main.ts'),
    'store',
    '--data',
    join(folder, 'store'),
    '--port',
    String(port),
  ])
  opened.push(store.stop)
  return `esdb://127.0.0.1:${port}?tls=false`
}

async function openTerminal(name: 'one' | 'two', central: string): Promise<string> {
  const [port, token] = [await freePort(), makeToken()]
  const terminal = await startWatched(name, /^Tallydeck is ready/, [
    here('dev/terminal.ts'),
    join(folder, name),
    central,
    String(port),
    token,
  ])
  opened.push(terminal.stop)
  const pages = await servePages(usualPort, port, here(`../node_modules/.vite-${name}`))
  opened.push(pages.close)
  return `${pages.address}#token=${token}`
}

async function close(): Promise<void> {
  for (const stop of opened.splice(0).toReversed()) await stop()
  if (keep === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

try {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  const central = await openStore()
  const folders = { one: join(folder, 'one'), two: join(folder, 'two') }
  if (!existsSync(folders.one)) await prepareWarehouse(folders, central)
  const [one, two] = [await openTerminal('one', central), await openTerminal('two', central)]
  say(`The first terminal:             ${one}`)
  say(`The second one, with a conflict: ${two}`)
  say(`The kit that screens are made of: ${new URL('gallery/', one).href}`)
  for (const { operator, pin, is } of people) say(`${operator}, ${is}: PIN ${pin}`)
  say(`Their data and logs are in ${folder}. Ctrl+C ends them.`)
  await stopped
} finally {
  await close()
}
