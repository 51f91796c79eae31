import { exitCodes, UsageError } from './exit.ts'
import { openOutput } from './output.ts'
import { createProgram, isWrongUsage } from './program.ts'
import { CommanderError } from 'commander'

const output = openOutput(process.stdout, process.stderr)

// npm runs scripts in the package's folder; paths mean what they mean to whoever typed them.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
if (script === 'cli' && typedIn !== undefined) process.chdir(typedIn)

/** Ends when everything is closed, by itself: nothing that was to be written is cut off. */
const program = createProgram(
  {
    init: async (options) => (await import('./init.ts')).runInit(options, output),
    address: async (options) => (await import('./address.ts')).runAddress(options, output),
    store: async (argv) => (await import('./store.ts')).runStore(argv, output),
    exec: async (options) => (await import('./execCommand.ts')).runExec(options, output),
    sync: async (options) => (await import('./sync.ts')).runSync(options, output),
    acceptStore: async (options) =>
      (await import('./acceptStore.ts')).runAcceptStore(options, output),
    query: async (options) => (await import('./query.ts')).runQuery(options, output),
    inspect: async (options) => (await import('./inspect.ts')).runInspect(options, output),
    check: async (options) => (await import('./check.ts')).runCheck(options, output),
    import: async (options) => (await import('./importFile.ts')).runImport(options, output),
  },
  async (work) => {
    process.exitCode = await work()
  },
)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof UsageError) {
    output.say(error.message)
    process.exitCode = exitCodes.wrongUsage
  } else if (isWrongUsage(error)) {
    // Commander has said what is wrong.
    process.exitCode = exitCodes.wrongUsage
  } else if (!(error instanceof CommanderError)) {
    const { describeFailure } = await import('./failure.ts')
    const { message, exitCode } = describeFailure(error)
    output.say(message)
    process.exitCode = exitCode
  }
}
