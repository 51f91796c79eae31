import { allKeys, movementOf, rowsOf } from '../projections/index.ts'
import { metadataSchema } from '#shared/contract/events.ts'
import { readLogged } from './books.ts'
import { addPendingMovements, type Ledger } from './ledger.ts'
import { postingsHere, setsBin } from './posted.ts'

/** Makes the read models anew from the journal, in one transaction: a crash leaves them to be made at the next open. */
export const rebuildReadModels = (ledger: Ledger): void =>
  ledger.unit('rebuild', () => fillReadModels(ledger))

/** The same within a unit: fills read models that are empty. */
export function fillReadModels({ store, books }: Ledger): void {
  const open = store.outbox.openStreams()
  for (const stream of new Set([...store.events.streams(), ...open])) {
    const { confirmed, effective } = books.get(stream)
    const keys = allKeys(stream, confirmed, effective)
    rowsOf(stream, keys, confirmed, effective).forEach(store.writeRow)
  }
  const postings = new Map<string, ReturnType<typeof postingsHere>>()
  /** What a posted count did to its book here, which is folded once for all of them. */
  const moved = (stream: string, id: string): number | undefined => {
    const known = postings.get(stream) ?? postingsHere(store, stream)
    postings.set(stream, known)
    return known.get(id)?.moved
  }
  for (const logged of store.events.all()) {
    const event = readLogged(logged)
    const metadata = metadataSchema.safeParse(logged.metadata)
    if (event === undefined || !metadata.success) continue
    const { id, stream, revision, recordedAt } = logged
    const here = setsBin(event) ? moved(stream, id) : undefined
    const movement = movementOf(event, { id, stream, metadata: metadata.data }, here)
    if (movement) store.movements.addConfirmed(movement, revision, recordedAt)
  }
  for (const stream of open)
    for (const { state, decided } of store.outbox.tail(stream)) {
      const pending = decided.events.filter(({ revision }) => revision === undefined)
      if (state === 'pending' || state === 'held' || state === 'conflict')
        addPendingMovements(store, stream, pending, state)
    }
  store.markRebuilt()
}
