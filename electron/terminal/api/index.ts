import type { Terminal } from '../index.ts'
import type { ApiHost } from './host.ts'
import { countProcedures } from './counts.ts'
import { openCovering } from './covering.ts'
import { createImplementer, signedIn } from './implementer.ts'
import { setupProcedures } from './setup.ts'
import { liveChanges, liveStatus, readStatus } from './status.ts'
import { stockProcedures } from './stock.ts'
import { syncProcedures } from './sync.ts'

export type { ApiHost } from './host.ts'
export type { ApiContext } from './implementer.ts'

export type Router = ReturnType<typeof createRouter>

/**
 * The terminal's API for its screens, to be put on any transport. Refusals are values. What goes wrong inside is told
 * to the host; the screen learns no more than a person can use.
 */
export function createRouter(terminal: Terminal, host: ApiHost) {
  const { queries } = terminal
  const os = createImplementer({
    failed: host.failed,
    isSetUp: () => terminal.identity() !== undefined,
  })

  const coverings = openCovering(queries)

  return os.router({
    status: {
      get: os.status.get.handler(({ context }) => readStatus(terminal, host, context.screen)),
      live: os.status.live.handler(({ signal, context }) =>
        liveStatus(terminal, host, context.screen, signal),
      ),
      changes: os.status.changes.handler(({ signal, context }) =>
        liveChanges(terminal, context.screen, signal),
      ),
    },
    session: {
      operators: os.session.operators.handler(({ context }) => {
        const people = queries.operators.list()
        const mayKnow = context.screen.current() !== undefined
        return mayKnow ? people : people.filter(({ status }) => status === 'active')
      }),
      signIn: os.session.signIn.handler(({ input, context }) =>
        context.screen.signIn(input.operator, input.pin),
      ),
      choosePin: os.session.choosePin.handler(({ input, context }) =>
        context.screen.choosePin(input.operator, input.pin),
      ),
      signOut: os.session.signOut.handler(({ context }) => context.screen.signOut()),
      lock: os.session.lock.handler(({ context }) => context.screen.lock()),
    },
    stock: stockProcedures(os.stock, terminal, coverings),
    setup: setupProcedures(os.setup, terminal),
    sync: syncProcedures(os.sync, terminal, host, coverings),
    conflicts: {
      list: os.conflicts.list.handler(({ input, context }) =>
        queries.conflicts.list(input.state, input.limit, coverings.for(context.screen).viewer),
      ),
      get: os.conflicts.get.handler(
        ({ input, context }) =>
          queries.conflicts.get(input.conflict, coverings.for(context.screen).viewer) ?? null,
      ),
    },
    counts: countProcedures(os.counts, terminal, coverings),
    warehouse: {
      get: os.warehouse.get.handler(() => queries.warehouse.get() ?? null),
      terminals: os.warehouse.terminals.handler(() => queries.warehouse.terminals()),
    },
    diagnostics: {
      get: os.diagnostics.get.handler(() =>
        queries.diagnostics.get({ version: host.version, metricsAddress: host.metricsAddress() }),
      ),
      seeDamage: os.diagnostics.seeDamage.handler(({ context }) => {
        terminal.seeDamage(signedIn(context.screen).operator)
        return { outcome: 'done' }
      }),
    },
  })
}
