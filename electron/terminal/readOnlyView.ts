import { readIdentity, statesIn } from './commands/index.ts'
import { READ_MODEL_VERSION } from './projections/index.ts'
import { createQueries, type Identity, type Queries } from './queries/index.ts'
import { openReadOnly } from './store/index.ts'

/** A terminal's queries without the terminal. */
export type ReadOnlyView = {
  readonly queries: Queries
  readonly identity: Identity
  readonly close: () => void | Promise<void>
}

/**
 * Looks at a data folder while its terminal may be at work there. Undefined where its database has to be brought up to
 * date first, or is missing. Throws a StorageError.
 */
export function openReadOnlyView(dataDir: string): ReadOnlyView | undefined {
  const store = openReadOnly(dataDir, READ_MODEL_VERSION)
  if (store === undefined) return undefined
  const identity = () => readIdentity(store.meta)
  return {
    queries: createQueries(store.connection, identity, statesIn(store.connection)),
    identity,
    close: store.close,
  }
}
