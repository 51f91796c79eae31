import type { ScanResult, Session } from '#shared/contract/api/index.ts'
import { fewestDigits } from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { refusal } from '#shared/words/index.ts'
import { type Screen, toIntended } from '../session/index.ts'
import type { Terminal } from '../index.ts'
import type { Covering, Coverings } from './covering.ts'
import { type Implementer, signedIn } from './implementer.ts'

/** Whoever changes their own PIN at a screen keeps to the length that their role asks for. */
function refusedAsShort(command: Command, id: string, { operator, role }: Session) {
  const least = fewestDigits[role]
  if (command.type !== 'ChangePin' || command.operator !== operator || command.pin.length >= least)
    return undefined
  return { id, ...refusal('pin-too-short', { operator, least }) }
}

export function stockProcedures(
  os: Implementer['stock'],
  terminal: Terminal,
  coverings: Coverings,
) {
  const { queries } = terminal
  /** A scan says what a product is, and how much there is of it. */
  function covered(result: ScanResult, { products }: Covering): ScanResult {
    if (result.kind !== 'product') return result
    const told = products(result.matches.map(({ product }) => product))
    const matches = result.matches.map(({ product, pack }, index) => ({
      product: told[index] ?? product,
      pack,
    }))
    return { ...result, matches }
  }
  /** Who counts blind what a conflict is about chooses nothing: the figures would have to be before them. */
  function refusedAsCovered(command: Command, id: string, screen: Screen) {
    if (command.type !== 'ResolveConflict') return undefined
    const found = queries.conflicts.get(command.conflict, coverings.for(screen).viewer)
    const count = found?.coveredBy ?? null
    if (count === null) return undefined
    return { id, ...refusal('counted-blind', { conflict: command.conflict, count }) }
  }
  return {
    execute: os.execute.handler(async ({ input: { id, command }, context: { screen } }) => {
      const tooShort = refusedAsShort(command, id, signedIn(screen))
      if (tooShort) return tooShort
      const covered = refusedAsCovered(command, id, screen)
      if (covered) return covered
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
      return (product && coverings.for(screen).products([product])[0]) ?? null
    }),
    searchProducts: os.searchProducts.handler(({ input, context: { screen } }) =>
      coverings.for(screen).products(queries.products.search(input.text, input.limit)),
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
