import type { DomainEvent } from '#shared/domain/index.ts'
import { type CountVariancePosted, onHand, type StockState } from '#shared/domain/stock/index.ts'
import type { Store } from '../store/index.ts'
import { aggregateOf } from './aggregate.ts'
import { evolveLogged, loseIn, readLogged } from './books.ts'

/** Does the event say what its bin holds? What it does to a book is then another thing on each terminal. */
export const setsBin = (event: DomainEvent | undefined): event is CountVariancePosted =>
  event?.type === 'CountVariancePosted' && event.data.onHand !== undefined

/** What an event that sets its bin did to a book. */
export const movedIn = ({ data }: CountVariancePosted, before: unknown, after: unknown): number =>
  onHand(after as StockState, data) - onHand(before as StockState, data)

export type Posting = { readonly posted: CountVariancePosted; readonly moved: number }

/** By event id: the posted counts of a stream that set their bin, and what each did to the book here. Reads all of it. */
export function postingsHere(
  { events }: Pick<Store, 'events'>,
  stream: string,
): ReadonlyMap<string, Posting> {
  const aggregate = aggregateOf(stream)
  const found = new Map<string, Posting>()
  let state = aggregate?.initialState
  let revision = -1
  for (const logged of events.after(stream, -1)) {
    if (logged.revision > revision + 1) state = loseIn(aggregate, state)
    revision = logged.revision
    const before = state
    state = evolveLogged(aggregate, before, logged)
    const posted = readLogged(logged)
    if (setsBin(posted)) found.set(logged.id, { posted, moved: movedIn(posted, before, state) })
  }
  return found
}
