import type { Terminal } from '../index.ts'
import type { ApiHost } from './host.ts'
import { countProcedures } from './counts.ts'
import { createImplementer } from './implementer.ts'
import { notPermitted, setupProcedures } from './setup.ts'
import { liveChanges, liveStatus, readStatus } from './status.ts'
import { stockProcedures } from './stock.ts'
import { syncProcedures } from './sync.ts'

export type { ApiHost } from './host.ts'

export type Router = ReturnType<typeof createRouter>

/**
 * The terminal's API for its screens, to be put on any transport. Refusals are values. What goes wrong inside is told
 * to the host; the screen learns no more than a person can use.
 */
export function createRouter(terminal: Terminal, host: ApiHost) {
  const { queries, sessions } = terminal
  const os = createImplementer(host.failed)
  const viewer = () => sessions.current()

  return os.router({
    status: {
      get: os.status.get.handler(() => readStatus(terminal, host)),
      live: os.status.live.handler(({ signal }) => liveStatus(terminal, host, signal)),
      changes: os.status.changes.handler(({ signal }) => liveChanges(terminal, signal)),
    },
    session: {
      operators: os.session.operators.handler(() => queries.operators.list()),
      signIn: os.session.signIn.handler(({ input }) => sessions.signIn(input.operator, input.pin)),
      choosePin: os.session.choosePin.handler(({ input }) =>
        sessions.choosePin(input.operator, input.pin),
      ),
      signOut: os.session.signOut.handler(() => sessions.signOut()),
    },
    stock: stockProcedures(os.stock, terminal),
    setup: setupProcedures(os.setup, terminal),
    sync: syncProcedures(os.sync, terminal, host),
    conflicts: {
      list: os.conflicts.list.handler(({ input }) =>
        queries.conflicts.list(input.state, input.limit, viewer()),
      ),
      get: os.conflicts.get.handler(
        ({ input }) => queries.conflicts.get(input.conflict, viewer()) ?? null,
      ),
    },
    counts: countProcedures(os.counts, terminal),
    warehouse: {
      get: os.warehouse.get.handler(() => queries.warehouse.get() ?? null),
      terminals: os.warehouse.terminals.handler(() => queries.warehouse.terminals()),
    },
    diagnostics: {
      get: os.diagnostics.get.handler(() =>
        queries.diagnostics.get({ version: host.version, metricsAddress: host.metricsAddress() }),
      ),
      seeDamage: os.diagnostics.seeDamage.handler(() => {
        const session = viewer()
        if (session?.role !== 'supervisor') return notPermitted()
        terminal.seeDamage(session.operator)
        return { outcome: 'done' }
      }),
    },
  })
}
