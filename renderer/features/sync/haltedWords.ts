import type { HaltedStore } from '#shared/contract/api/index.ts'
import { parseStream, parseWarehouseId } from '#shared/domain/index.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import type { ThreeParts } from './words.ts'

const entries = (count: number) => formatCount(count, 'entry', 'entries')

const happened = ({ kind, names, warehouse }: HaltedStore): string => {
  if (names !== null)
    return `The central store has a warehouse ${warehouse} that is called ${names.theirs}. Here it is called ${names.yours}. It may be another site's store.`
  switch (kind) {
    case 'older':
      return "This site's central store was restored from an older copy."
    case 'other':
      return "Another site's store answers at the address of the central store."
    case 'empty':
      return 'The central store is empty: nothing of Tallydeck is in it.'
    default:
      return kind satisfies never
  }
}

const lacks = ({ events, own }: HaltedStore): string =>
  events === 0
    ? ''
    : ` The store lacks ${entries(events)} that were recorded in it, ${formatNumber(own)} of them by this terminal.`

/** Why the exchange stopped, for whoever stands here. */
export const haltedWords = (halted: HaltedStore, isSupervisor: boolean): ThreeParts => ({
  happened: happened(halted) + (halted.complete ? lacks(halted) : ' It is still being looked at.'),
  kept: 'Nothing was sent and nothing was wiped. Everything recorded here is safe, and work goes on.',
  next: isSupervisor
    ? 'Look for a store that has everything. Where there is none, accept this one.'
    : 'Fetch a supervisor: somebody has to say which store is the right one.',
})

/** What follows from accepting, in the order in which it happens. */
export const consequences = ({ events, own, kind, fresh }: HaltedStore): readonly string[] => [
  ...(own > 0
    ? [`This terminal sends ${entries(own)} again, as then.`]
    : ['Nothing of this terminal has to be sent again.']),
  ...(events > own
    ? [
        `What other terminals recorded, ${entries(events - own)}, is gone here until those terminals accept this store, too. What does not come back is listed on this screen.`,
      ]
    : []),
  ...(fresh > 0 ? [`What is new in the store is taken over: ${entries(fresh)}.`] : []),
  'What no longer fits becomes a conflict, and waits for a person. Nothing is lost unseen.',
  ...(kind === 'older'
    ? []
    : ['From then on this terminal works with that store. Its stock and this one’s are one book.']),
]

const nouns: Readonly<Record<string, string>> = {
  stock: 'Stock of',
  count: 'Count',
  product: 'Product',
  warehouse: 'Warehouse',
  operator: 'Person',
  terminal: 'Terminal',
  conflict: 'Conflict',
  transfer: 'Transfer',
}

/** What a stream is about: "Stock of HL-U509-R". */
export const streamWords = (stream: string): string => {
  const address = parseStream(stream)
  const noun = address && nouns[address.category]
  if (address === undefined || noun === undefined) return stream
  return `${noun} ${parseWarehouseId(address.id)?.rest ?? address.id}`
}
