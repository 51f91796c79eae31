import type { Link } from '#shared/contract/api/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { type CentralConfig, centralAddress } from './address.ts'
import { type ConnectCentral, connectEventStoreDb } from './central/index.ts'
import {
  type ChangeListener,
  execute,
  executeAllOrNothing,
  executeMany,
  type ExecuteRequest,
  type Identity,
  initialise,
  openChanges,
  openLedger,
  readCentralPlace,
  readCentralUrl,
  readIdentity,
  readSite,
  rebuildReadModels,
  seeDamage,
  type Setup,
  sourceOf,
  type Surroundings,
  takeSecretsOut,
  type Timing,
  verifyInBackground,
  writeCentralUrl,
} from './commands/index.ts'
import { OPENING_STOCK } from '#shared/domain/stock/index.ts'
import { refusal } from '#shared/words/index.ts'
import { createImports } from './imports/index.ts'
import { type AcceptanceAsked, requestAcceptance } from './acceptance.ts'
import { createQueries } from './queries/index.ts'
import { machine, machineTiming } from './machine.ts'
import { openMetrics } from './metrics/index.ts'
import { READ_MODEL_VERSION } from './projections/index.ts'
import { historyOf, printHistory } from './rebase/index.ts'
import { createPeople, createScreens, openAttempts } from './session/index.ts'
import { type Keychain, openStore } from './store/index.ts'
import { openSync, readAfresh, type SyncReport } from './sync/index.ts'

export type { CentralConfig, CentralPlace, StartedCentral } from './address.ts'
export type { ExecuteRequest, Identity, Setup, SetupResult } from './commands/index.ts'
export { FIRST_SUPERVISOR } from './commands/index.ts'
export { type Keychain, StorageError, type StorageErrorCode } from './store/index.ts'
export type { SyncReport } from './sync/index.ts'

export type TerminalConfig = {
  /** Made where it is missing. One terminal at a time may use it. */
  readonly dataDir: string
  /** Absent: the address that set-up has kept. */
  readonly central?: CentralConfig
  /** Connects by itself and stays connected. Without it, only `syncUntilIdle` and `startSync` do. */
  readonly autoSync?: boolean
  /** Follows every warehouse, for supervisors. */
  readonly followAll?: boolean
  /** Measures the process besides the terminal: memory, event-loop lag. For a host that has one terminal. */
  readonly processMetrics?: boolean
  /** The machine's clock, timers and randomness, unless a test has its own. */
  readonly surroundings?: Partial<Surroundings>
  readonly timing?: Partial<Timing>
  /** Seals the terminal's secrets for this user; without one they are in a file that only this user can read. */
  readonly keychain?: Keychain | undefined
  /** Told what whoever looks into a problem later wants to know: a line of the host's log. */
  readonly tell?: ((message: string, facts: object) => void) | undefined
  /** How a central store is reached, unless a test has its own way. */
  readonly connect?: ConnectCentral
}

/** Where a terminal stands, exactly and now. */
export type TerminalState = {
  readonly link: Link
  /** Intentions that only this terminal has, held ones included, conflicts not. */
  readonly pending: number
  /** When the oldest of them was accepted, ISO 8601. */
  readonly oldestPending: string | null
  /** Those that wait behind a conflict of their stream. */
  readonly held: number
  /** Waiting for a person: this terminal's intentions, and the conflicts of all that are known. */
  readonly conflicts: { readonly own: number; readonly all: number }
  /** Streams that the central store said no to, and why. */
  readonly refused: ReadonlyMap<string, Problem>
  /** What this machine's clock is known to be off by, in milliseconds, ahead is above zero; null where nothing is wrong. */
  readonly clockOffset: number | null
  /** How much damage was found that nobody has seen to yet. */
  readonly damage: number
}

export type AddressChange =
  { readonly outcome: 'done' } | ReturnType<typeof refusal<'address-given'>>

export type Terminal = ReturnType<typeof createTerminal>

/**
 * A terminal on its data folder: the composition root. Knows no host. Throws a StorageError when the folder is in use,
 * read-only, damaged or from a newer version.
 */
export function createTerminal(config: TerminalConfig) {
  const { now = machine.now } = config.surroundings ?? {}
  // A clock of a test's own is right, unless the test says otherwise.
  const uptime = now === machine.now ? machine.uptime : () => Date.parse(now())
  const surroundings = { ...machine, uptime, ...config.surroundings }
  const timing = { ...machineTiming, ...config.timing }
  const metrics = openMetrics({ process: config.processMetrics ?? false })
  const store = openStore(
    {
      dataDir: config.dataDir,
      monotonicNow: surroundings.monotonicNow,
      now: surroundings.now,
      keychain: config.keychain,
      onTransaction: metrics.transaction,
    },
    READ_MODEL_VERSION,
  )
  const changes = openChanges((tell) => void setImmediate(tell))
  const ledger = openLedger({
    store,
    changes,
    surroundings,
    observer: { ...metrics.observer, conflicted },
    identity: () => readIdentity(store.meta),
  })
  takeSecretsOut(store)
  markFolder()
  if (store.needsRebuild) rebuildReadModels(ledger)
  const known = ledger.identity()
  if (known) readAfresh(ledger, known)
  const queries = createQueries(store.connection, ledger.identity, () => sourceOf(ledger))
  const imports = createImports({
    known: {
      ...queries.known,
      openingStock: (skus) => queries.movements.receivedUnder(OPENING_STOCK, skus),
    },
    ledger,
    yieldTurn: timing.yieldTurn,
  })
  const people = createPeople({
    operator: queries.operators.get,
    isFirst: queries.operators.isFirst,
    clockOff: ledger.clock.off,
    attempts: openAttempts({
      failures: store.signInFailures,
      now: surroundings.now,
      uptime: surroundings.uptime,
    }),
    execute: (request) => execute(ledger, request),
    now: surroundings.now,
  })
  const screens = createScreens({ people, now: surroundings.now, uptime: surroundings.uptime })
  const address = centralAddress(config.central, {
    whole: () => readCentralUrl(store),
    shown: () => readCentralPlace(store),
  })
  const sync = openSync({
    ledger,
    connect: config.connect ?? connectEventStoreDb,
    address: address.find,
    followAll: config.followAll ?? false,
    timing,
    appended: metrics.appended,
  })
  metrics.attach({
    outbox: () => {
      const { pending, held, conflict } = store.outbox.summary()
      return { pending, held, conflict }
    },
    oldestSeconds: () => {
      const { oldest } = store.outbox.summary()
      return oldest === undefined ? 0 : Math.max(0, (timing.now() - Date.parse(oldest)) / 1000)
    },
    lagSeconds: sync.lagSeconds,
    online: () => sync.link().state === 'online',
  })
  if (config.autoSync) sync.start()
  const verifying = config.autoSync ? verifyInBackground(ledger, timing) : undefined

  function conflicted(stream: string): void {
    metrics.observer.conflicted(stream)
    if (config.tell === undefined) return
    const history = printHistory(historyOf(store, ledger.identity(), stream))
    config.tell('a pending intention waits for a person', { stream, history })
  }

  /** Once it is set up, and again where a folder came without the mark. */
  function markFolder(): void {
    const known = ledger.identity()
    if (known) store.markFolder(known.terminal)
  }

  function state(): TerminalState {
    const { pending, held, conflict, oldest } = store.outbox.summary()
    return {
      link: sync.link(),
      pending: pending + held,
      oldestPending: oldest ?? null,
      held,
      conflicts: { own: conflict, all: store.lookups.openConflicts() },
      refused: sync.refused(),
      clockOffset: ledger.clock.off() ?? null,
      damage: store.integrity.damage.unmended().length,
    }
  }

  async function close(): Promise<void> {
    imports.close()
    verifying?.stop()
    await sync.stop()
    await address.close()
    metrics.close()
    store.close()
  }

  return {
    queries,
    imports,
    /** ISO 8601, from the terminal's clock. */
    now: surroundings.now,
    /** The tabs and windows that show this terminal, each with a sign-in of its own. */
    screens,
    /** Undefined until the terminal has been set up. */
    identity: (): Identity | undefined => readIdentity(store.meta),
    /** The site whose store it works with; undefined before it has met one. */
    site: () => readSite(store.meta),
    initialise: (setup: Setup) => {
      const result = initialise(ledger, setup)
      markFolder()
      // A terminal that waits to be set up need not wait for its next attempt to connect.
      sync.retryNow()
      return result
    },
    /** Where events go. */
    central: address.current,
    /** Keeps another address of the central store, or none, and connects to it. Another store is known as such there. */
    changeCentral: (url: string | undefined): AddressChange => {
      if (address.isGiven) return refusal('address-given')
      ledger.unit('settle', () => writeCentralUrl(store, url))
      sync.reconnect()
      return { outcome: 'done' }
    },
    /** Decides a command and keeps it durably; returns when it is saved. */
    execute: (request: ExecuteRequest) => execute(ledger, request),
    /** Many in one transaction, in order; a refusal does not stop those after it. Blocks: a few hundred at a time. */
    executeMany: (requests: readonly ExecuteRequest[]) => executeMany(ledger, requests),
    /** Many in one transaction, where one refusal undoes them all. */
    executeAllOrNothing: (requests: readonly ExecuteRequest[]) =>
      executeAllOrNothing(ledger, requests),
    state,
    /** Somebody has looked at all damage that is known. */
    seeDamage: (operator: string) => seeDamage(ledger, operator),
    /** What came of sending a stream's pending events, for people who ask why they are pending. */
    sendState: sync.sendState,
    /** For Prometheus: `contentType`, and `metrics()` for the text. */
    metrics: { contentType: metrics.contentType, metrics: metrics.metrics },
    /** Told what has changed, after it has been saved; many changes at once. Returns how to stop. */
    subscribe: (listener: ChangeListener) => changes.subscribe(listener),
    /** Told when the link changes. Returns how to stop. */
    onLink: (listener: () => void) => sync.onLink(listener),
    /** A supervisor takes the store that is there, as it was shown, as the one to work with. */
    acceptStore: (asked: AcceptanceAsked) =>
      requestAcceptance(asked, {
        identity: readIdentity(store.meta),
        operator: store.lookups.operator,
        accept: sync.acceptStore,
      }),
    startSync: () => sync.start(),
    /** Tries to connect now; a parked link is looked at again. */
    retryNow: () => sync.retryNow(),
    /**
     * Pushes and pulls until there is nothing more to do, the store cannot be reached, or the time is up. Stays
     * connected only where it was before.
     */
    syncUntilIdle: async (wait: { timeoutMs: number }): Promise<SyncReport> => {
      await imports.settled()
      return sync.untilIdle(wait)
    },
    /** For queries, and for what else is kept in the same database. */
    store,
    /** Ends the connection first and the database last. Closed twice, it is closed once. */
    close,
  }
}
