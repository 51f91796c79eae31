/**
 * Sets two terminals up on a central store that runs, does things on the first, and lets both exchange: what several
 * runs of the command line would do, in one process. What to do comes in as JSON.
 */
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { toIntended } from '#electron/terminal/session/index.ts'
import { parseCommandLine } from '#shared/contract/commands.ts'
import { waitLimit } from '#test/support/limits.ts'

const { one, two, central, commands } = z
  .object({
    one: z.string(),
    two: z.string(),
    central: z.string(),
    commands: z.array(z.unknown()),
  })
  .parse(await json(process.stdin))

async function prepare(
  dataDir: string,
  id: string,
  work: (terminal: Terminal) => Promise<void>,
): Promise<void> {
  const terminal = createTerminal({ dataDir })
  const result = terminal.initialise({ terminal: id, warehouse: 'WH1', centralUrl: central })
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result))
  await work(terminal)
  const { online, pending } = await terminal.syncUntilIdle({ timeoutMs: waitLimit })
  if (!online || pending > 0) throw new Error(`${id} has not sent everything`)
  await terminal.close()
}

await prepare(one, 'T1', async (terminal) => {
  for (const each of commands) {
    const { command, occurredAt } = parseCommandLine(each).data ?? {}
    if (command === undefined) throw new Error(`no command: ${JSON.stringify(each)}`)
    const outcome = terminal.execute({
      command: await toIntended(command),
      occurredAt,
      operator: 'admin',
      via: 'cli',
    })
    if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome))
  }
})
await prepare(two, 'T2', async () => {})
