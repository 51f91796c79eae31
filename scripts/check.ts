/** `npm run check`: format, lint, types, layers and unused code, side by side. Prints nothing but what is wrong. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Each as on a command line; the longest first. */
const steps = [
  'oxlint --type-aware --deny-warnings',
  'tsc -p tsconfig.json',
  'prettier --check --cache --cache-strategy content --log-level warn .',
  'knip',
  'depcruise electron renderer shared scripts test',
  'tsc -p renderer/tsconfig.json',
  'tsc -p shared/tsconfig.json',
  'tsc -p test/e2e/tsconfig.json',
  'tsc -p electron/preload/tsconfig.json',
]

/** What dependency-cruiser says of TypeScript 7 each time: it takes its sources to pieces with swc. */
const known = /^\s*‼ missing-tsc-transpiler:.*?stable\.\n/gms

/** What a step says, where it finds something wrong. */
function run(step: string): Promise<string | undefined> {
  const [tool = '', ...args] = step.split(' ')
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const child = spawn(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    shell: process.platform === 'win32',
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => said.push(data))
  child.once('error', (error) => resolve(error.message))
  child.once('close', (code) => resolve(code === 0 ? undefined : Buffer.concat(said).toString()))
  return promise
}

const waiting = [...steps]
async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const wrong = await run(step)
    if (wrong === undefined) continue
    process.stderr.write(`${step}\n${wrong.replaceAll(known, '')}\n`)
    process.exitCode = 1
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
