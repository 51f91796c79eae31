import { exitCodes } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'

/** Pushes and pulls until there is nothing more to do, and says what was done. Without a network it says so. */
export const runSync = (
  { data, timeout }: { data: string; timeout: number },
  output: Output,
): Promise<number> =>
  withTerminal(data, async (terminal) => {
    await output.rows([await terminal.syncUntilIdle({ timeoutMs: timeout * 1000 })])
    return exitCodes.ok
  })
