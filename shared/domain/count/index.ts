import type { Aggregate } from '../aggregate.ts'
import { conflict, orConflict, satisfied, unreachable } from '../decision.ts'
import { type Needs, nothing } from '../needs.ts'
import type { PostCountVariance } from '../stock/index.ts'
import { decideWith } from './decide.ts'
import { enterAgain } from './enter.ts'
import type { CountCommand, CountEvent, CountLinesApproved, OpenCount, Place } from './messages.ts'
import { evolve } from './evolve.ts'
import { acceptLineAgain, approveAgain, partsOf } from './approve.ts'
import { initialState, samePlace, type CountState, type OpenedCount } from './state.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'
export * from './plan.ts'
export { approvableBy } from './approve.ts'
export { type CountObservation, observationsOf } from './observations.ts'
export * from './review.ts'
export { placeOfEntry, roundOf, type CountState, type OpenedCount } from './state.ts'

const entries: ReadonlySet<CountCommand['type']> = new Set([
  'RecordCount',
  'ScanCount',
  'ConfirmEmptyBin',
  'ReportFound',
])
const isEntry = (type: CountCommand['type']): boolean => entries.has(type)

const sameSet = (a: readonly string[], b: readonly string[]) =>
  new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size

const samePlan = ({ plan }: OpenedCount, { bins, skus = [], blind = false }: OpenCount) =>
  sameSet(plan.bins, bins) && sameSet(plan.skus, skus) && plan.blind === blind

/**
 * The postings that an approval asks for, one for each line, each with the name that its intention's id is made from:
 * the same approval always asks for the same intentions.
 */
export function postingsOf({ data }: CountLinesApproved): readonly {
  readonly name: string
  readonly command: PostCountVariance
}[] {
  return data.lines.map(({ sku, observation, reason }) => {
    const why = reason === undefined ? {} : { reason }
    return {
      name: `${data.warehouse}.${data.count}/${observation.line}`,
      command: {
        type: 'PostCountVariance',
        sku,
        observation: { count: data.count, ...observation },
        ...why,
      },
    }
  })
}

const placeAndBook = ({ bin, sku }: Place): Needs => ({
  bins: [bin],
  products: [sku],
  counting: { kind: 'book-at', bin, sku },
})

/**
 * A count session: `count-<warehouse>.<countId>`.
 *
 * Rebase: what counters enter commutes, and is kept whatever became of the count meanwhile, marked as late when it was
 * handed in, approved or cancelled. An approval covers what it named when it was made, and of that only what is still so.
 */
export const count: Aggregate<CountCommand, CountEvent, CountState> = {
  category: 'count',
  streamFor: ({ count: id }, code) => streams.count(code, id),
  streamOf: ({ data }) => streams.count(data.warehouse, data.count),
  events: {
    CountOpened: true,
    CountRecorded: true,
    CountScanned: true,
    CountUndone: true,
    BinConfirmedEmpty: true,
    FoundReported: true,
    CountSubmitted: true,
    RecountRequested: true,
    CountLineAccepted: true,
    CountLinesApproved: true,
    CountApproved: true,
    CountPostingRequested: true,
    CountCancelled: true,
  },
  initialState,
  needs: {
    OpenCount: ({ bins, skus = [] }) => ({ bins, products: skus }),
    RecordCount: placeAndBook,
    ScanCount: placeAndBook,
    UndoCount: nothing,
    ConfirmEmptyBin: ({ bin }) => ({ bins: [bin], counting: { kind: 'book-in', bin } }),
    ReportFound: ({ bin }) => ({ bins: [bin] }),
    SubmitCount: nothing,
    RequestRecount: nothing,
    AcceptCountLine: nothing,
    ApproveCount: ({ count: id }) => ({ counting: { kind: 'readings', count: id } }),
    PostCount: ({ count: id }) => ({ counting: { kind: 'unposted', count: id } }),
    CancelCount: nothing,
  },
  decide: (intent, state, facts) => decideWith(intent, state, facts),
  evolve,
  // What a counter has seen is never turned away.
  isWholeFor: ({ type }, { status }) => status !== 'unopened' && isEntry(type),
  goesOnUnread: ({ type }) => isEntry(type),
  parts: (command, decided) => (command.type === 'ApproveCount' ? partsOf(command, decided) : []),
  rebase: (intent, state, facts, context) => {
    const { command, operator } = intent
    const { since, decided: first } = context
    const decided = () => orConflict(decideWith(intent, state, facts))
    if (state.status === 'unopened') return decided()
    const by = state.status === 'cancelled' ? state.cancelledBy : ''
    const closed = () => conflict('count-closed', { count: command.count, by })
    switch (command.type) {
      case 'OpenCount':
        return samePlan(state, command)
          ? satisfied
          : conflict('same-field-changed', { count: command.count })
      case 'SubmitCount':
        if (state.status === 'cancelled') return closed()
        return state.status === 'open' ? decided() : satisfied
      case 'CancelCount':
        return state.status === 'cancelled' ? satisfied : decided()
      case 'ApproveCount':
        if (state.status === 'cancelled') return closed()
        return approveAgain({ command, operator }, state, facts, first)
      case 'RequestRecount': {
        if (state.status === 'cancelled') return closed()
        const asked = since.flatMap((event) =>
          event.type === 'RecountRequested' ? event.data.lines : [],
        )
        const all = command.lines.every((line) => asked.some((other) => samePlace(other, line)))
        return all ? satisfied : decided()
      }
      case 'AcceptCountLine':
        if (state.status === 'cancelled') return closed()
        return acceptLineAgain({ command, operator }, state, facts, context)
      case 'PostCount':
        if (state.status === 'cancelled') return closed()
        return facts.counting?.unposted === 0 ? satisfied : decided()
      case 'RecordCount':
      case 'ScanCount':
      case 'ConfirmEmptyBin':
      case 'ReportFound':
      case 'UndoCount':
        return enterAgain(intent, command, state, facts, first)
      default:
        return unreachable(command)
    }
  },
}
