import type { Identity, Ledger } from '../commands/ledger.ts'
import { beginEpochIfRestored } from './epoch.ts'
import { followUp } from './followUp.ts'
import { APPROVALS, postApprovedLines } from './postings.ts'
import { redecideTail } from './redecide.ts'
import { carryOutOpenSettlements } from './settle.ts'
import { DEMOTIONS, keepASupervisor } from './supervisors.ts'

/** Streams whose tails are decided again in one transaction: what anybody else has to wait for. */
const AT_ONCE = 100

/**
 * Acts on what was read since the terminal was started: only now is all known that it did itself before that, and
 * nothing has been sent yet. Answers with how many intentions were decided again. Each step can be taken again after a
 * crash; the last one forgets that there was something left to do.
 */
export async function conclude(
  ledger: Ledger,
  identity: Identity,
  yieldTurn: () => Promise<void>,
): Promise<number> {
  const { store } = ledger
  const from = store.reading.from()
  if (from === undefined) return 0
  ledger.unit('ingest', () => beginEpochIfRestored(ledger, identity, from))
  let rebased = 0
  const stale = store.outbox.staleStreams()
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    ledger.unit('ingest', () => {
      for (const stream of stale.slice(at, at + AT_ONCE))
        rebased += decideAgain(ledger, identity, stream)
    })
    await yieldTurn()
  }
  ledger.unit('ingest', () => {
    keepASupervisor(ledger, identity, store.events.arrivedSince(from, { types: DEMOTIONS }))
    carryOutOpenSettlements(ledger, identity)
    postApprovedLines(ledger, identity, store.events.arrivedSince(from, { types: APPROVALS }))
    store.reading.end()
  })
  return rebased
}

function decideAgain(ledger: Ledger, identity: Identity, stream: string): number {
  const { rebased, followUps } = redecideTail(ledger, identity, ledger.books.get(stream), [])
  followUp(ledger, identity, followUps)
  return rebased
}
