import { asFindings, compareReadModels, readIdentity } from './commands/index.ts'
import { createTerminal } from './index.ts'
import { READ_MODEL_VERSION } from './projections/index.ts'
import { type Finding, inspect, openReadOnly } from './store/index.ts'

export type Inspection = {
  /** What was found before and nobody has seen to, and what is found now, a part at a time. */
  readonly findings: () => Iterable<readonly Finding[]>
  readonly close: () => void
}

/**
 * Looks for damage in a data folder without changing anything. Undefined where there is no terminal. Throws a
 * StorageError where the database cannot be read at all.
 */
export async function openForInspection(dataDir: string): Promise<Inspection | undefined> {
  const store = openReadOnly(dataDir, READ_MODEL_VERSION) ?? (await broughtUpToDate(dataDir))
  if (store === undefined || readIdentity(store.meta) === undefined) {
    store?.close()
    return undefined
  }
  const { connection, close } = store
  function* compareMade(without: ReadonlySet<string>) {
    for (const difference of compareReadModels(connection, (stream) => without.has(stream)))
      yield asFindings(difference)
  }
  return { findings: () => inspect(connection, dataDir, compareMade), close }
}

/** An older version has no checksums: opening it as its terminal does makes them. */
async function broughtUpToDate(dataDir: string) {
  await createTerminal({ dataDir }).close()
  return openReadOnly(dataDir, READ_MODEL_VERSION)
}
