import { withoutPassword } from '#shared/contract/centralAddress.ts'
import type { Terminal } from '../index.ts'
import type { ApiHost } from './host.ts'
import type { Coverings } from './covering.ts'
import { type Implementer, signedIn } from './implementer.ts'

export function syncProcedures(
  os: Implementer['sync'],
  terminal: Terminal,
  host: ApiHost,
  coverings: Coverings,
) {
  const { queries } = terminal
  return {
    outbox: os.outbox.handler(({ input, context: { screen } }) =>
      queries.outbox.list(input.limit, terminal.sendState, coverings.for(screen).viewer),
    ),
    now: os.now.handler(() => terminal.retryNow()),
    halted: os.halted.handler(() => queries.halted.get()),
    acceptStore: os.acceptStore.handler(({ input, context: { screen } }) =>
      terminal.acceptStore({ ...input, by: signedIn(screen).operator }),
    ),
    lost: os.lost.handler(({ input, context: { screen } }) =>
      queries.halted.lost(input.limit, coverings.for(screen).viewer),
    ),
    changeAddress: os.changeAddress.handler(({ input: { central }, context: { screen } }) => {
      const { operator } = signedIn(screen)
      const from = terminal.central().address
      const result = terminal.changeCentral(central)
      if (result.outcome === 'done')
        host.told('the address of the central store was changed', {
          operator,
          from,
          to: withoutPassword(central),
        })
      return result
    }),
  }
}
