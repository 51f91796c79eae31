import { VIA } from './exec.ts'
import { exitCodes } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'
import type { AcceptStoreOptions } from './program.ts'

const NOT_HALTED = {
  outcome: 'refused',
  code: 'not-halted',
  message: 'The exchange is not halted for the central store: run sync, and look at query halted.',
}

/** Takes the store that is there as the one to work with, as `query halted` shows it. */
export const runAcceptStore = (
  { data, operator, warehouse }: AcceptStoreOptions,
  output: Output,
): Promise<number> =>
  withTerminal(data, async (terminal) => {
    const shown = terminal.queries.halted.get()
    const answer = shown
      ? await terminal.acceptStore({ ...shown, by: operator, via: VIA, warehouse })
      : NOT_HALTED
    await output.rows([answer])
    return exitCodes.ok
  })
