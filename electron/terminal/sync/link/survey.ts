import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import type { CentralStore } from '../../central/index.ts'
import type { Ledger, Timing } from '../../commands/index.ts'
import type { Anchor, Halted } from '../../store/index.ts'
import { type Halt, look } from './recognise.ts'

/** Events by which is found up to where both logs are the same: what is between two of them is read. */
const ANCHORS = 64

type Gone = { readonly problem: Problem }

/** The last of what is known that stands in the store's log too: up to it, nothing has to be read. */
async function lastThere(
  central: CentralStore,
  anchors: readonly Anchor[],
): Promise<Anchor | undefined | Gone> {
  for (const anchor of anchors.toReversed()) {
    const found = await look(central, anchor)
    if (typeof found !== 'string') return { problem: found.why }
    if (found === 'there') return anchor
  }
  return undefined
}

/** Goes on where the last look ended, if that is still the same log; begins anew where it is not. */
async function begin(central: CentralStore, ledger: Ledger, halt: Halt): Promise<Halted | Gone> {
  const { halted, events } = ledger.store
  const before = halted.read()
  if (before?.seen && before.kind === halt.kind && before.site === halt.site) {
    const found = await look(central, before.seen)
    if (typeof found !== 'string') return { problem: found.why }
    if (found === 'there') return before
  }
  const from = await lastThere(central, events.anchors(ANCHORS))
  if (from && 'problem' in from) return from
  const begun: Halted = { ...halt, ...(from ? { from } : {}), complete: false }
  ledger.unit('ingest', () => halted.begin(begun))
  return begun
}

/**
 * Looks through the log of a store that is not the one that was worked with, and keeps what it says beside the journal,
 * of which nothing changes: what it lacks is known then, and what of it is new here. A page at a time; a look that is
 * cut short is gone on with at the next.
 */
export async function survey(
  central: CentralStore,
  ledger: Ledger,
  prefixes: readonly string[] | undefined,
  halt: Halt,
  timing: Timing,
): Promise<Halted | Gone> {
  const { store } = ledger
  const begun = await begin(central, ledger, halt)
  if ('problem' in begun) return begun
  const after = begun.seen ?? begun.from
  const subscription = central.subscribe(prefixes, after?.position)
  try {
    for (;;) {
      const item = await subscription.next()
      if (item.kind === 'dropped') return { problem: item.why }
      const halted = store.halted.read()
      if (halted === undefined) return { problem: problemOf('restarting') }
      if (item.events.length > 0) ledger.unit('ingest', () => store.halted.add(halted, item.events))
      if (item.caughtUp)
        return ledger.unit('ingest', () => store.halted.compare(store.halted.read() ?? halted))
      await timing.yieldTurn()
    }
  } finally {
    subscription.close()
  }
}
