import { toIntended } from '../session/index.ts'
import type { Terminal } from '../index.ts'
import { type Implementer, signedIn } from './implementer.ts'

export function stockProcedures(os: Implementer['stock'], terminal: Terminal) {
  const { queries } = terminal
  return {
    execute: os.execute.handler(async ({ input: { id, command }, context: { screen } }) => {
      const intended = await toIntended(command)
      // Asked for last: meanwhile the sign-in may have ended.
      const { operator } = signedIn(screen)
      const outcome = terminal.execute({ id, command: intended, operator })
      if (command.type === 'ChangePin' && command.operator === operator) screen.pinChanged()
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
