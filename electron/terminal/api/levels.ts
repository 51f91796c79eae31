import type { AnyContractProcedure } from '@orpc/contract'
import type { Contract } from '#shared/contract/api/index.ts'

/**
 * Who may call a procedure.
 * - `open`: every page that the host lets in; what the sign-in screen and set-up need, and nothing else
 * - `setting-up`: the same, until the terminal is set up; then supervisors
 * - `signed-in`: whoever is signed in at the screen that calls
 * - `supervisor`: supervisors who are
 */
export type Level = 'open' | 'setting-up' | 'signed-in' | 'supervisor'

type Levels<Part> = {
  readonly [Name in keyof Part]: Part[Name] extends AnyContractProcedure
    ? Level
    : Levels<Part[Name]>
}

/** Every procedure of the contract: one that is missing here is an error of the compiler, and is answered to nobody. */
export const levels: Levels<Contract> = {
  // Signed out, `status` says no addresses, and `changes` only that there are other people.
  status: { get: 'open', live: 'open', changes: 'open' },
  session: {
    operators: 'open',
    signIn: 'open',
    choosePin: 'open',
    signOut: 'open',
    lock: 'open',
  },
  setup: {
    // It refuses by itself what is not the first time.
    initialise: 'open',
    probeCentral: 'setting-up',
    previewImport: 'supervisor',
    runImport: 'supervisor',
  },
  stock: {
    execute: 'signed-in',
    scan: 'signed-in',
    byProduct: 'signed-in',
    byBin: 'signed-in',
    product: 'signed-in',
    searchProducts: 'signed-in',
    searchBins: 'signed-in',
    movements: 'signed-in',
    done: 'signed-in',
    reasons: 'signed-in',
    missing: 'signed-in',
  },
  sync: {
    outbox: 'signed-in',
    now: 'signed-in',
    halted: 'signed-in',
    acceptStore: 'supervisor',
    lost: 'signed-in',
    changeAddress: 'supervisor',
  },
  conflicts: { list: 'signed-in', get: 'signed-in' },
  counts: {
    list: 'signed-in',
    get: 'signed-in',
    lines: 'signed-in',
    entries: 'signed-in',
    entriesIn: 'signed-in',
    variances: 'supervisor',
    covered: 'signed-in',
    accuracy: 'supervisor',
    due: 'signed-in',
  },
  warehouse: { get: 'signed-in', terminals: 'supervisor' },
  diagnostics: { get: 'supervisor', seeDamage: 'supervisor' },
}

/** The level of a procedure by its path in the contract; undefined where it has none. */
export function levelOf(path: readonly string[]): Level | undefined {
  let at: unknown = levels
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return typeof at === 'string' ? (at as Level) : undefined
}
