import type { ScanResult, Session } from '#shared/contract/api/index.ts'
import { fewestDigits } from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { refusalMessage } from '#shared/contract/messages.ts'
import { toIntended } from '../session/index.ts'
import type { Terminal } from '../index.ts'
import type { Covering, Coverings } from './covering.ts'
import { type Implementer, signedIn } from './implementer.ts'

/** Whoever changes their own PIN at a screen keeps to the length that their role asks for. */
function refusedAsShort(command: Command, id: string, { operator, role }: Session) {
  const least = fewestDigits[role]
  if (command.type !== 'ChangePin' || command.operator !== operator || command.pin.length >= least)
    return undefined
  const message = refusalMessage('pin-too-short', { operator, least })
  return { id, outcome: 'refused' as const, code: 'pin-too-short', message }
}

export function stockProcedures(
  os: Implementer['stock'],
  terminal: Terminal,
  coverings: Coverings,
) {
  const { queries } = terminal
  /** A scan says what a product is, and how much there is of it. */
  const covered = (result: ScanResult, { product }: Covering): ScanResult =>
    result.kind === 'product'
      ? {
          ...result,
          matches: result.matches.map((match) => ({ ...match, product: product(match.product) })),
        }
      : result
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
      return coverings.for(screen).outcome(outcome)
    }),
    scan: os.scan.handler(({ input, context: { screen } }) =>
      covered(queries.scan(input.code), coverings.for(screen)),
    ),
    missing: os.missing.handler(({ input }) => queries.missing.ofProduct(input.sku)),
    byProduct: os.byProduct.handler(({ input, context: { screen } }) =>
      coverings.for(screen).stock(queries.stock.byProduct(input.sku)),
    ),
    byBin: os.byBin.handler(({ input, context: { screen } }) =>
      coverings.for(screen).stock(queries.stock.byBin(input.bin)),
    ),
    product: os.product.handler(({ input, context: { screen } }) => {
      const product = queries.products.bySku(input.sku)
      return product === undefined ? null : coverings.for(screen).product(product)
    }),
    searchProducts: os.searchProducts.handler(({ input, context: { screen } }) =>
      queries.products.search(input.text, input.limit).map(coverings.for(screen).product),
    ),
    searchBins: os.searchBins.handler(({ input, context: { screen } }) => {
      return coverings.for(screen).bins(queries.bins.search(input.text, input.limit))
    }),
    movements: os.movements.handler(({ input, context: { screen } }) =>
      coverings.for(screen).movements(queries.movements.newest(input)),
    ),
    done: os.done.handler(({ input }) => queries.movements.done(input.operator, input.since)),
    reasons: os.reasons.handler(() => queries.warehouse.reasons()),
  }
}
