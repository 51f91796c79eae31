import { allKeys, movementOf, rowsOf } from '../projections/index.ts'
import { metadataSchema } from '#shared/contract/events.ts'
import type { LoggedEvent, Store } from '../store/index.ts'
import { type Book, readLogged } from './books.ts'
import { addPendingMovements, type Ledger } from './ledger.ts'
import { type Posting, postingsHere, setsBin } from './posted.ts'

/** What read models are made of, and where they are put. */
export type Filled = Pick<Store, 'events' | 'outbox' | 'movements' | 'writeRow'>

type Postings = (stream: string) => ReadonlyMap<string, Posting>

/** What posted counts did to their books here: a stream is folded once for all that are in it. */
function rememberPostings(store: Filled): Postings {
  const known = new Map<string, ReadonlyMap<string, Posting>>()
  return (stream) => {
    const postings = known.get(stream) ?? postingsHere(store, stream)
    known.set(stream, postings)
    return postings
  }
}

function fillRows({ writeRow }: Filled, { stream, confirmed, effective }: Book): void {
  const keys = allKeys(stream, confirmed, effective)
  rowsOf(stream, keys, confirmed, effective).forEach(writeRow)
}

function addLogged(store: Filled, logged: LoggedEvent, postings: Postings): void {
  const event = readLogged(logged)
  const metadata = metadataSchema.safeParse(logged.metadata)
  if (event === undefined || !metadata.success) return
  const { id, stream, revision, recordedAt } = logged
  const here = setsBin(event) ? postings(stream).get(id)?.moved : undefined
  const movement = movementOf(event, { id, stream, metadata: metadata.data }, here)
  if (movement) store.movements.addConfirmed(movement, revision, recordedAt)
}

function addOpen(store: Filled, stream: string): void {
  for (const { state, decided } of store.outbox.tail(stream)) {
    const pending = decided.events.filter(({ revision }) => revision === undefined)
    if (state === 'pending' || state === 'held' || state === 'conflict')
      addPendingMovements(store, stream, pending, state)
  }
}

/** Every stream that read models are made of. */
export function* filledFrom({ events, outbox }: Filled): Generator<string> {
  yield* events.eachStream()
  for (const stream of outbox.openStreams()) if (events.head(stream) < 0) yield stream
}

/** Puts what there is to be shown of one stream into read models that have nothing of it. */
export function fillStream(store: Filled, book: Book): void {
  fillRows(store, book)
  const postings = rememberPostings(store)
  for (const logged of store.events.after(book.stream, -1)) addLogged(store, logged, postings)
  addOpen(store, book.stream)
}

/** Makes the read models anew from the journal, in one transaction: a crash leaves them to be made at the next open. */
export const rebuildReadModels = (ledger: Ledger): void =>
  ledger.unit('rebuild', () => fillReadModels(ledger))

/** The same within a unit: fills read models that are empty. Movements in the order of their arrival. */
export function fillReadModels({ store, books }: Ledger): void {
  for (const stream of filledFrom(store)) fillRows(store, books.get(stream))
  const postings = rememberPostings(store)
  for (const logged of store.events.all()) addLogged(store, logged, postings)
  for (const stream of store.outbox.openStreams()) addOpen(store, stream)
  store.markRebuilt()
}
