import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json']
const results = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const entries = readdirSync(path).map((name) => newest(join(path, name)))
  return Math.max(stat.mtimeMs, ...entries)
}

/** True where what was built in `root` is there and no source is newer. */
export function isBuilt(root: string): boolean {
  const built = results.map(
    (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  )
  return Math.min(...built) >= Math.max(...sources.map((path) => newest(join(root, path))))
}

/** Builds the app in `root`; its output is shown only where it fails. Answers false then. */
export function build(root: string): boolean {
  const script = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, 'build'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
  return status === 0
}
