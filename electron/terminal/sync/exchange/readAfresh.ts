import type { Identity, Ledger } from '../../commands/index.ts'
import { asStorageError, type LoggedEvent, StorageError } from '../../store/index.ts'
import { takeAfresh } from './afresh.ts'
import { toLogged } from './read.ts'

/**
 * What could not be read when it arrived is tried again, since the program may be a newer one: where it can be read now,
 * its stream is taken afresh, and what waited for that is decided. For the moment at which a terminal is opened.
 */
export function readAfresh(ledger: Ledger, identity: Identity): void {
  const readable: Reread[] = []
  for (const before of ledger.store.events.unreadable()) {
    const read = toLogged(before)
    if (read.problem === undefined) readable.push({ read, before })
  }
  for (const [stream, events] of Map.groupBy(readable, ({ read }) => read.stream))
    if (!takeIn(ledger, identity, stream, events) && events.length > 1)
      for (const event of events) takeIn(ledger, identity, stream, [event])
}

type Reread = { readonly read: LoggedEvent; readonly before: LoggedEvent }

/** False where what they say still cannot be held, or their stream cannot take them: nothing has changed then. */
function takeIn(
  ledger: Ledger,
  identity: Identity,
  stream: string,
  events: readonly Reread[],
): boolean {
  const before = new Map(events.map((event) => [event.read, event.before]))
  const keep = (logged: LoggedEvent) => {
    ledger.store.events.readAgain(logged)
    // Whose it is was known from the first, unless it is what could not be read.
    return before.get(logged)?.terminal === undefined ? ('new' as const) : ('known' as const)
  }
  const read = events.map((event) => event.read)
  try {
    ledger.unit('ingest', () => takeAfresh(ledger, identity, stream, read, keep))
    return true
  } catch (error) {
    const told = asStorageError(error, ledger.store.path)
    if (told instanceof StorageError) throw told
    return false
  }
}
