import { streams } from '#shared/domain/index.ts'
import { endSatisfied, type Identity, type Ledger } from '../../commands/index.ts'
import { isReadable } from '../../store/index.ts'
import { beginEpochIfRestored } from './epoch.ts'
import { asParent, followUp, redecideTail } from '../../rebase/index.ts'
import { reactToAll } from '../../reactions/index.ts'

/** Streams, and intentions, from which on the next transaction begins: anybody else has to wait for it. */
const AT_ONCE = { streams: 100, intentions: 100 }

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
  const stale = store.reading.isAnew() ? store.outbox.openStreams() : store.outbox.staleStreams()
  for (let at = 0; at < stale.length; await yieldTurn()) {
    const end = Math.min(stale.length, at + AT_ONCE.streams)
    rebased += ledger.unit('ingest', () => {
      let sofar = 0
      for (; at < end && sofar < AT_ONCE.intentions; at += 1)
        sofar += decideAgain(ledger, identity, stale[at] ?? '')
      return sofar
    })
  }
  ledger.unit('ingest', () => {
    if (store.reading.isAnew()) endVainClosings(ledger, identity)
    reactToAll(ledger, identity, from)
    store.reading.end()
  })
  return rebased
}

/**
 * Said to have ended without an event, and open again since the store was accepted that has not what it ended for: what
 * said so ends itself, so that no number is missing.
 */
function endVainClosings(ledger: Ledger, identity: Identity): void {
  const { outbox } = ledger.store
  const stream = streams.terminal(identity.terminal)
  for (const entry of outbox.tail(stream).filter(isReadable)) {
    const { command } = entry
    if (command.type !== 'CloseIntention') continue
    const state = outbox.findById(command.intention)?.state ?? 'satisfied'
    if (state === 'satisfied' || state === 'abandoned') continue
    endSatisfied(ledger, identity, asParent(entry))
    ledger.books.forget(stream)
  }
}

function decideAgain(ledger: Ledger, identity: Identity, stream: string): number {
  const { rebased, followUps } = redecideTail(ledger, identity, ledger.books.get(stream), [])
  followUp(ledger, identity, followUps)
  return rebased
}
