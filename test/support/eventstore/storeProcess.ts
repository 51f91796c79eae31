/** The `store` command in a process of its own, for tests that stop or kill it. */
import { runStoreCommand } from '#electron/eventstore/index.ts'

process.exitCode = await runStoreCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
})
