import { type Identity, type Ledger, postingsHere, readLogged } from '../../commands/index.ts'
import { allKeys } from '../../projections/index.ts'
import { reactAfresh } from '../../reactions/index.ts'
import type { LoggedEvent } from '../../store/index.ts'
import { addMovement, confirmOwn, settleStream, show, touchedStreams } from './touched.ts'

/**
 * Events of a stream are known that were not, at revisions before its head: the stream is folded afresh, what is pending
 * on it decided again, and all of it shown. Within a unit; `keep` writes each of them, and says whether it is new here.
 */
export function takeAfresh(
  ledger: Ledger,
  identity: Identity,
  stream: string,
  found: readonly LoggedEvent[],
  keep: (logged: LoggedEvent) => 'new' | 'known',
): void {
  const { store, books } = ledger
  const before = books.get(stream)
  const keys = allKeys(stream, before.confirmed, before.effective)
  const { touch, all } = touchedStreams(ledger)
  const here = touch(stream)
  for (const logged of found) {
    const kept = keep(logged)
    const event = readLogged(logged)
    if (event) here.events.push(event)
    addMovement(ledger, logged, event)
    const { strange } = kept === 'new' ? confirmOwn(ledger, identity, logged, here) : {}
    for (const { stream: other, events: shed } of strange ?? []) {
      const touched = touch(other)
      touched.events.push(...shed)
      touched.moved = true
    }
  }
  store.snapshots.drop(stream)
  books.forget(stream)
  here.book = books.get(stream)
  here.moved = true
  for (const [id, { posted, moved }] of postingsHere(store, stream))
    store.movements.setDelta(posted.data.warehouse, posted.data, id, moved)
  // While the log is only read, what follows waits until it has been read to its end.
  const isReading = store.reading.from() !== undefined
  for (const touched of all())
    if (isReading) show(ledger, identity, touched)
    else settleStream(ledger, identity, touched)
  ledger.publishWhole(books.get(stream), keys)
  if (!isReading) reactAfresh(ledger, identity, found)
}
