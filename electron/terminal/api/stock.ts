import type { Session } from '#shared/contract/api/index.ts'
import { fewestDigits } from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { refusalMessage } from '#shared/contract/messages.ts'
import { toIntended } from '../session/index.ts'
import type { Terminal } from '../index.ts'
import { type Implementer, signedIn } from './implementer.ts'

/** Whoever changes their own PIN at a screen keeps to the length that their role asks for. */
function refusedAsShort(command: Command, id: string, { operator, role }: Session) {
  const least = fewestDigits[role]
  if (command.type !== 'ChangePin' || command.operator !== operator || command.pin.length >= least)
    return undefined
  const message = refusalMessage('pin-too-short', { operator, least })
  return { id, outcome: 'refused' as const, code: 'pin-too-short', message }
}

export function stockProcedures(os: Implementer['stock'], terminal: Terminal) {
  const { queries } = terminal
  return {
    execute: os.execute.handler(async ({ input: { id, command }, context: { screen } }) => {
      const tooShort = refusedAsShort(command, id, signedIn(screen))
      if (tooShort) return tooShort
      const intended = await toIntended(command)
      // Asked for last: meanwhile the sign-in may have ended.
      const { operator } = signedIn(screen)
      const outcome = terminal.execute({ id, command: intended, operator })
      if (command.type === 'ChangePin' && command.operator === operator)
        screen.pinChanged(command.pin)
      return outcome
    }),
    scan: os.scan.handler(({ input }) => queries.scan(input.code)),
    missing: os.missing.handler(({ input }) => queries.missing.ofProduct(input.sku)),
    byProduct: os.byProduct.handler(({ input }) => queries.stock.byProduct(input.sku)),
    byBin: os.byBin.handler(({ input }) => queries.stock.byBin(input.bin)),
    product: os.product.handler(({ input }) => queries.products.bySku(input.sku) ?? null),
    searchProducts: os.searchProducts.handler(({ input }) =>
      queries.products.search(input.text, input.limit),
    ),
    searchBins: os.searchBins.handler(({ input }) => queries.bins.search(input.text, input.limit)),
    movements: os.movements.handler(({ input }) => queries.movements.newest(input)),
    done: os.done.handler(({ input }) => queries.movements.done(input.operator, input.since)),
    reasons: os.reasons.handler(() => queries.warehouse.reasons()),
  }
}
