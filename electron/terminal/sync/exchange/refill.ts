import type { CentralEvent } from '../../central/index.ts'
import {
  type Identity,
  type Ledger,
  postingsHere,
  readLogged,
  UnwritableRow,
} from '../../commands/index.ts'
import { allKeys } from '../../projections/index.ts'
import type { Range } from '../../store/index.ts'
import { carryOutSettlements, keepASupervisor, postApprovedLines } from '../../reactions/index.ts'
import { toLogged } from './read.ts'
import { addMovement, confirmOwn, settleStream, touchedStreams } from './touched.ts'

/**
 * Events that were missing are here: they are put in at their revisions, the stream is folded afresh, what is pending on
 * it decided again, and all of it shown. In one transaction. False where they cannot be kept; then nothing has changed.
 */
export function refill(
  ledger: Ledger,
  identity: Identity,
  range: Range,
  events: readonly CentralEvent[],
): boolean {
  try {
    ledger.unit('ingest', () => putIn(ledger, identity, range, events))
    return true
  } catch (error) {
    if (error instanceof UnwritableRow) return false
    throw error
  }
}

function putIn(
  ledger: Ledger,
  identity: Identity,
  range: Range,
  events: readonly CentralEvent[],
): void {
  const { store, books } = ledger
  const { stream } = range
  const before = books.get(stream)
  const keys = allKeys(stream, before.confirmed, before.effective)
  const found = events.map(toLogged)
  const { touch, all } = touchedStreams(ledger)
  const here = touch(stream)
  for (const logged of found) {
    store.events.append(logged)
    const event = readLogged(logged)
    if (event) here.events.push(event)
    addMovement(ledger, logged, event)
    const { strange } = confirmOwn(ledger, identity, logged, here)
    for (const { stream: other, events: shed } of strange ?? []) {
      const touched = touch(other)
      touched.events.push(...shed)
      touched.moved = true
    }
  }
  store.missing.fill(
    range,
    found.map(({ revision }) => revision),
  )
  store.snapshots.drop(stream)
  books.forget(stream)
  here.book = books.get(stream)
  here.moved = true
  for (const [id, { posted, moved }] of postingsHere(store, stream))
    store.movements.setDelta(posted.data.warehouse, posted.data, id, moved)
  for (const touched of all()) settleStream(ledger, identity, touched)
  ledger.publishWhole(books.get(stream), keys)
  keepASupervisor(ledger, identity, found)
  carryOutSettlements(ledger, identity, found)
  postApprovedLines(ledger, identity, found)
}
