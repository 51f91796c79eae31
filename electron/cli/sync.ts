import { exitCodes } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'

/**
 * Pushes and pulls until there is nothing more to do, and says what was done. Without a network it says so. A terminal
 * that was set up without a central store has its embedded one started for as long as this takes.
 */
export const runSync = (
  { data, timeout }: { data: string; timeout: number },
  output: Output,
): Promise<number> =>
  withTerminal(
    data,
    async (terminal) => {
      await output.rows([await terminal.syncUntilIdle({ timeoutMs: timeout * 1000 })])
      return exitCodes.ok
    },
    { central: { start: () => startEmbedded(data, output) } },
  )

async function startEmbedded(dataDir: string, output: Output) {
  const { openEmbeddedStore } = await import('#electron/host/embeddedStore.ts')
  const { createLog } = await import('#electron/host/log.ts')
  const log = createLog((line) => output.say(line.trimEnd()))
  const store = await openEmbeddedStore({ dataDir, workerScript: undefined, log })
  return { url: store.connectionString, close: () => store.close() }
}
