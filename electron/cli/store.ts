import type { Output } from './output.ts'

/** The embedded store, until SIGTERM. */
export async function runStore(argv: readonly string[], output: Output): Promise<number> {
  const { runStoreCommand } = await import('#electron/eventstore/index.ts')
  return runStoreCommand(argv, {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: output.say,
  })
}
