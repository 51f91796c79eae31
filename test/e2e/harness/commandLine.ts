import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const root = join(import.meta.dirname, '../../..')

type Row = Record<string, unknown>

/** Runs a script with JSON values as its input, one a line. Answers what it prints; throws where it fails. */
export async function runScript(
  script: string,
  args: readonly string[],
  ...input: readonly Row[]
): Promise<string> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const [out, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${complaints}`)
  return out
}

/**
 * The command line on a terminal's folder, for what a spec needs but is not about. `input` goes in as a JSON object a
 * line. Answers the rows that it prints; throws where it fails or refuses a command.
 */
export async function commandLine(args: readonly string[], input: readonly Row[] = []) {
  const out = await runScript(join(root, 'electron/cli/main.ts'), args, ...input)
  const rows = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]))
  const refused = rows.find(({ outcome }) => outcome === 'refused')
  if (refused !== undefined) throw new Error(`${args.join(' ')}: ${JSON.stringify(refused)}`)
  return rows
}
