import { withoutPassword } from '#shared/contract/centralAddress.ts'
import { openLog } from '#electron/host/log.ts'
import { refusal } from '#shared/words/index.ts'
import { exitCodes, UsageError } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'
import type { AddressOptions } from './program.ts'

/** Keeps another address of the central store, or says which one is kept; never with its password. Needs no network. */
export async function runAddress(options: AddressOptions, output: Output): Promise<number> {
  const { data, central, embedded, operator } = options
  const changes = central !== undefined || embedded === true
  if (central !== undefined && embedded === true)
    throw new UsageError('--central names one store and --embedded another: give one of the two.')
  if (changes && operator === undefined)
    throw new UsageError('--operator is missing: a supervisor changes the address.')
  return withTerminal(data, async (terminal) => {
    const from = terminal.central().address
    if (!changes) {
      await output.rows([{ central: from === '' ? null : from }])
      return exitCodes.ok
    }
    const known = terminal.queries.operators.get(operator ?? '')
    if (known?.role !== 'supervisor' || known.status !== 'active') {
      await output.rows([refusal('not-permitted', { needs: 'supervisor' })])
      return exitCodes.ok
    }
    const result = terminal.changeCentral(central)
    const to = central === undefined ? null : withoutPassword(central)
    openLog(data, { quiet: true }).info('the address of the central store was changed', {
      operator,
      from,
      to,
    })
    await output.rows([{ ...result, central: to }])
    return exitCodes.ok
  })
}
