import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import {
  type ChangeListener,
  execute,
  executeAllOrNothing,
  executeMany,
  type ExecuteRequest,
  type Identity,
  initialise,
  type LedgerObserver,
  openChanges,
  openLedger,
  readIdentity,
  rebuildReadModels,
  type Setup,
  type Surroundings,
} from './commands/index.ts'
import { createImports, OPENING_STOCK } from './imports/index.ts'
import { createQueries } from './queries/index.ts'
import { READ_MODEL_VERSION } from './projections/index.ts'
import { openStore } from './store/index.ts'

export type { ExecuteRequest, Identity, Setup, SetupResult } from './commands/index.ts'
export { FIRST_SUPERVISOR } from './commands/index.ts'
export { openReadOnlyView, type ReadOnlyView } from './readOnlyView.ts'
export { StorageError, type StorageErrorCode } from './store/index.ts'

export type TerminalConfig = {
  /** Made where it is missing. One terminal at a time may use it. */
  readonly dataDir: string
  /** The machine's clock and randomness, unless a test has its own. */
  readonly surroundings?: Partial<Surroundings>
}

export type Terminal = ReturnType<typeof createTerminal>

const machine: Surroundings = {
  now: () => new Date().toISOString(),
  monotonicNow: () => performance.now(),
  newId: randomUUID,
}

const unobserved: LedgerObserver = {
  projected: () => {},
  decided: () => {},
  rebased: () => {},
  conflicted: () => {},
}

/**
 * A terminal on its data folder: the composition root. Knows no host. Throws a StorageError when the folder is in use,
 * read-only, damaged or from a newer version.
 */
export function createTerminal(config: TerminalConfig) {
  const surroundings = { ...machine, ...config.surroundings }
  const { dataDir } = config
  const store = openStore({ dataDir, monotonicNow: surroundings.monotonicNow }, READ_MODEL_VERSION)
  const changes = openChanges((tell) => void setImmediate(tell))
  const ledger = openLedger({
    store,
    changes,
    surroundings,
    observer: unobserved,
    identity: () => readIdentity(store.meta),
  })
  if (store.needsRebuild) rebuildReadModels(ledger)
  const queries = createQueries(store.connection, ledger.identity)
  const imports = createImports({
    known: {
      ...queries.known,
      openingStock: () => queries.movements.receivedUnder(OPENING_STOCK),
    },
    executeAllOrNothing: (commands, operator) =>
      executeAllOrNothing(
        ledger,
        commands.map((command) => ({ command, operator })),
      ),
  })
  return {
    queries,
    imports,
    /** Undefined until the terminal has been set up. */
    identity: (): Identity | undefined => readIdentity(store.meta),
    initialise: (setup: Setup) => initialise(ledger, setup),
    execute: (request: ExecuteRequest) => execute(ledger, request),
    executeMany: (requests: readonly ExecuteRequest[]) => executeMany(ledger, requests),
    executeAllOrNothing: (requests: readonly ExecuteRequest[]) =>
      executeAllOrNothing(ledger, requests),
    /** Told what has changed, after it has been saved; many changes at once. Returns how to stop. */
    subscribe: (listener: ChangeListener) => changes.subscribe(listener),
    /** For queries, and for what else is kept in the same database. */
    store,
    close: () => store.close(),
  }
}
