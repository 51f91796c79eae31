import type { CentralEvent } from '../../central/index.ts'
import { type Identity, type Ledger, UnwritableRow } from '../../commands/index.ts'
import type { Range } from '../../store/index.ts'
import { takeAfresh } from './afresh.ts'
import { toLogged } from './read.ts'

/**
 * Events that were missing are here: they are put in at their revisions, and the stream is taken afresh. In one
 * transaction. False where they cannot be kept; then nothing has changed.
 */
export function refill(
  ledger: Ledger,
  identity: Identity,
  range: Range,
  events: readonly CentralEvent[],
): boolean {
  const { store } = ledger
  const found = events.map(toLogged)
  const revisions = found.map(({ revision }) => revision)
  try {
    ledger.unit('ingest', () => {
      store.missing.fill(range, revisions)
      takeAfresh(ledger, identity, range.stream, found, (logged) => {
        store.events.append(logged)
        return 'new'
      })
    })
    return true
  } catch (error) {
    if (error instanceof UnwritableRow) return false
    throw error
  }
}
