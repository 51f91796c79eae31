import type { OfferedChoice } from '#shared/domain/conflict/index.ts'
import { type Conflicted, type DomainEvent, parseStream } from '#shared/domain/index.ts'
import { binDeltas, onHand, type StockEvent, type StockState } from '#shared/domain/stock/index.ts'
import { stock } from '#shared/domain/stock/index.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'

/**
 * How a person may settle this conflict, and what each choice would leave in the bins that the intention touches.
 * Leaving it undone leaves what the book says now.
 */
export function offeredChoices(
  ledger: Ledger,
  _identity: Identity,
  entry: TailEntry,
  _conflicted: Conflicted,
): readonly OfferedChoice[] {
  if (parseStream(entry.stream)?.category !== stock.category)
    return [
      { choice: 'retry', leaves: {} },
      { choice: 'leave-undone', leaves: {} },
    ]
  const now = ledger.books.get(entry.stream).effective as StockState
  const events = entry.decided.events.map((event: DomainEvent) => event as StockEvent)
  const after = events.reduce(stock.evolve, now)
  const bins = [...new Set(events.flatMap((event) => binDeltas(event).map(({ bin }) => bin)))]
  const leaves = (state: StockState) =>
    Object.fromEntries(bins.map((bin) => [bin, onHand(state, bin)]))
  return [
    { choice: 'retry', leaves: leaves(after) },
    { choice: 'leave-undone', leaves: leaves(now) },
  ]
}
