import { unreachable } from '../decision.ts'
import { lookup } from '../record.ts'
import type { StockEvent } from './events.ts'

/** The book of one SKU in one warehouse. Bins that hold nothing are left out. */
export type StockState =
  | { readonly status: 'unopened' }
  | { readonly status: 'open'; readonly bins: Readonly<Record<string, number>> }

export const initialState: StockState = { status: 'unopened' }

/** What the book says is in a bin, in stock-keeping units. */
export const onHand = (state: StockState, bin: string): number =>
  state.status === 'open' ? (lookup(state.bins, bin) ?? 0) : 0

export type BinDelta = { readonly bin: string; readonly delta: number }

/** What an event does to the bins, in stock-keeping units. */
export function binDeltas(event: StockEvent): readonly BinDelta[] {
  switch (event.type) {
    case 'StockReceived':
      return [{ bin: event.data.bin, delta: event.data.quantity }]
    case 'StockPicked':
      return [{ bin: event.data.bin, delta: -event.data.quantity }]
    case 'StockMoved':
      return [
        { bin: event.data.from, delta: -event.data.quantity },
        { bin: event.data.to, delta: event.data.quantity },
      ]
    case 'StockAdjusted':
      return [{ bin: event.data.bin, delta: event.data.delta }]
    default:
      return unreachable(event)
  }
}

export function evolve(state: StockState, event: StockEvent): StockState {
  const bins: Record<string, number> = state.status === 'open' ? { ...state.bins } : {}
  for (const { bin, delta } of binDeltas(event)) {
    const next = (lookup(bins, bin) ?? 0) + delta
    if (next === 0) delete bins[bin]
    else bins[bin] = next
  }
  return { status: 'open', bins }
}
