import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { waitLimit } from './limits.ts'

const main = join(import.meta.dirname, '../../electron/cli/main.ts')

/** One object of the command line's output. */
export type CliRow = Record<string, unknown>

export type CliResult = {
  readonly code: number | null
  readonly rows: readonly CliRow[]
  readonly stdout: string
  readonly stderr: string
}

/** Starts the command line as its own process; killed with the test, should it still run then. */
export function startCli(...args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [main, ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs the command line to its end with this input. Fails where its output is not a JSON object a line. */
export async function runCli(args: readonly string[], input = ''): Promise<CliResult> {
  const child = spawn(process.execPath, [main, ...args], {
    timeout: waitLimit,
    killSignal: 'SIGKILL',
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  const help = args.includes('--help')
  const rows = help ? [] : stdout.split('\n').filter((line) => line !== '')
  return { code, stdout, stderr, rows: rows.map((line) => JSON.parse(line) as CliRow) }
}

/** A terminal's data folder, worked on by the command line. */
export function cliTerminal(data: string) {
  const run = (name: string, ...args: readonly string[]) => runCli([name, ...args, '--data', data])
  return {
    data,
    run,
    init: (terminal: string, central?: string) =>
      run(
        'init',
        '--terminal',
        terminal,
        '--warehouse',
        'WH1',
        ...(central === undefined ? [] : ['--central', central]),
      ),
    exec: (commands: readonly (object | string)[], operator = 'admin') => {
      const lines = commands.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      return runCli(['exec', '--data', data, '--operator', operator], `${lines.join('\n')}\n`)
    },
    sync: async () => (await run('sync')).rows[0],
    query: async (name: string, args: object = {}) =>
      (await runCli(['query', name, '--data', data, JSON.stringify(args)])).rows,
    import: (kind: string, file: string, ...more: readonly string[]) =>
      run('import', kind, file, '--operator', 'admin', ...more),
  }
}
