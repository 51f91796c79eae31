import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type Watched = { readonly stop: () => Promise<void> }

const flags = [
  '--watch',
  '--watch-preserve-output',
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=DEP0123',
]

/** What Node says of a restart. The rest of its words repeat the command, which has the token in it. */
const news = /^(Change detected|Failed running)/

/**
 * Runs a script, and again whenever a file that it imports has changed. Settles with its first line that says `ready`;
 * what it complains of is passed on under its name.
 */
export async function startWatched(
  name: string,
  ready: RegExp,
  scriptAndArgs: readonly string[],
): Promise<Watched> {
  const child = spawn(process.execPath, [...flags, ...scriptAndArgs], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const pass = (line: string) => process.stderr.write(`${name}: ${line}\n`)
  createInterface(child.stderr).on('line', pass)
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (ready.test(line)) resolve()
      else if (news.test(line)) pass(line.replace(/^Failed running.*/, 'ended with an error'))
    })
    ended.then(([code]) => reject(new Error(`${name} ended with ${code}`)), reject)
  })
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
