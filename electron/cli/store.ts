import { npmGone } from './npmGone.ts'
import type { Output } from './output.ts'

/** The embedded store, until SIGTERM. What it says about itself is a JSON object a line, as every result. */
export async function runStore(argv: readonly string[], output: Output): Promise<number> {
  const { runStoreCommand } = await import('#electron/eventstore/index.ts')
  const help = argv.includes('--help')
  return runStoreCommand(argv, {
    out: (line) =>
      void (help ? process.stdout.write(`${line}\n`) : output.rows([{ message: line }])),
    err: output.say,
    signal: npmGone(),
  })
}
