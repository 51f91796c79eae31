import type { CentralStore } from '../../central/index.ts'
import type { Identity, Ledger } from '../../commands/index.ts'
import type { Range } from '../../store/index.ts'
import { refill } from './refill.ts'

/** Ranges that are asked for in one round; the next round goes on behind them. */
const AT_ONCE = 50
const PAGE = 500

export type ReadAgainOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  readonly signal: AbortSignal
  readonly yieldTurn: () => Promise<void>
  /** The store gives this stream. */
  readonly given: (stream: string) => void
}

/**
 * Asks again for what is missing: a right may have come back, or an administrator may have taken back what hid it. Each
 * call is one round, of a few ranges. A stream that is not given stays as it is; the others go on.
 */
export function openReadAgain(options: ReadAgainOptions): () => Promise<void> {
  const { ledger, signal } = options
  let turn = 0
  return async () => {
    const ranges = ledger.store.missing.open()
    const from = ranges.length > AT_ONCE ? turn % ranges.length : 0
    turn = from + AT_ONCE
    for (const range of ranges.slice(from, from + AT_ONCE)) {
      if (signal.aborted) return
      if ((await askFor(options, range)) === 'unreachable') return
    }
  }
}

async function askFor(
  { ledger, identity, central, signal, yieldTurn, given }: ReadAgainOptions,
  range: Range,
): Promise<'unreachable' | 'done'> {
  for (let left = range; left.first <= left.last;) {
    const limit = Math.min(PAGE, left.last - left.first + 1)
    const page = await central.readStream(left.stream, left.first, limit)
    // What is wrong with the connection is told by what else goes over it.
    if (page.result === 'unreachable') return 'unreachable'
    if (page.result === 'refused' || signal.aborted) return 'done'
    given(left.stream)
    const found = page.value.filter(({ revision }) => revision <= left.last)
    const last = found.at(-1)
    if (last === undefined || !refill(ledger, identity, left, found)) return 'done'
    left = { ...left, first: last.revision + 1 }
    await yieldTurn()
  }
  return 'done'
}
