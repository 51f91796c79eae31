import { metadataSchema } from '#shared/contract/events.ts'
import { asFindings, compareReadModels, type Identity, readIdentity } from './commands/index.ts'
import { createTerminal } from './index.ts'
import { READ_MODEL_VERSION } from './projections/index.ts'
import { decisionQueries } from './queries/index.ts'
import { confirmedAs, historyOf, printHistory } from './rebase/index.ts'
import {
  eventLog,
  type Finding,
  inspect,
  type LoggedEvent,
  openReadOnly,
  outboxStore,
  type ReadOnlyStore,
} from './store/index.ts'

export type Inspection = {
  /** What was found before and nobody has seen to, and what is found now, a part at a time. */
  readonly findings: () => Iterable<readonly Finding[]>
  /** All that is known of a stream, a row at a time, from one moment on: nothing of what is written meanwhile. */
  readonly stream: (name: string) => Iterable<object>
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
  return {
    findings: () => inspect(connection, dataDir, compareMade),
    stream: (name) => inspectStream(store, name),
    close,
  }
}

/** An older version has no checksums: opening it as its terminal does makes them. */
async function broughtUpToDate(dataDir: string) {
  await createTerminal({ dataDir }).close()
  return openReadOnly(dataDir, READ_MODEL_VERSION)
}

function* inspectStream({ connection, meta }: ReadOnlyStore, stream: string): Generator<object> {
  const events = eventLog(connection)
  const identity = readIdentity(meta)
  connection.exec('BEGIN')
  try {
    const history = historyOf({ events, outbox: outboxStore(connection) }, identity, stream)
    yield { kind: 'history', history: printHistory(history) }
    for (const event of events.after(stream, -1)) yield eventRow(event, identity)
    for (const decision of decisionQueries(connection).ofStream(stream))
      yield { kind: 'decision', ...decision }
  } finally {
    connection.exec('COMMIT')
  }
}

function eventRow(event: LoggedEvent, identity: Identity | undefined) {
  const { revision, id, type, recordedAt, problem = null } = event
  const { own: intention = null } = confirmedAs(event, identity)
  const read = metadataSchema.safeParse(event.metadata).data
  const { operator = null, terminal = null, occurredAt = null } = read ?? {}
  const who = { operator, terminal, intention }
  return { kind: 'event', revision, id, type, ...who, occurredAt, recordedAt, problem }
}
