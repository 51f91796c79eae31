import {
  type DomainCommand,
  type Facts,
  type Incomplete,
  lookup,
  type Needs,
  needsOf,
  streamFor,
  streams,
} from '#shared/domain/index.ts'
import { aggregateOf } from './aggregate.ts'
import type { Book } from './books.ts'
import { gatherCountingFacts } from './countFacts.ts'
import type { Identity, Ledger } from './ledger.ts'
import type { CountSource } from './readings.ts'

/** A terminal's own copy, as facts are looked up in it. */
export const sourceOf = ({
  store,
  books,
  readThen,
}: Pick<Ledger, 'store' | 'books' | 'readThen'>): CountSource => ({
  events: store.events,
  outbox: store.outbox,
  lookups: store.lookups,
  bookOf: books.get,
  changes: books.changes,
  readThen,
})

/** What is not known here of a stream, and whether a supervisor has said that work goes on without it. */
export function incompleteHere(
  { bookOf }: Pick<CountSource, 'bookOf'>,
  terminal: string,
  { stream, gaps }: Pick<Book, 'stream' | 'gaps'>,
): Incomplete | undefined {
  if (gaps === undefined) return undefined
  const known = bookOf(streams.terminal(terminal)).effective
  const accepted = known.status === 'unknown' ? undefined : lookup(known.accepted ?? {}, stream)
  return { stream, ...gaps, accepted: accepted !== undefined && accepted.last >= gaps.last }
}

/** Looks up in the effective state what a decision on the command depends on: what it needs, and nothing else. */
export function gatherFacts(
  source: CountSource,
  { terminal, warehouse }: Identity,
  command: DomainCommand,
  /** The intention's own number: of this terminal's pending intentions, it is decided after those before it. */
  sequence: number,
): Facts {
  const { lookups } = source
  const stream = streamFor(command, warehouse)
  const aggregate = aggregateOf(stream)
  const needs = aggregate ? needsOf(aggregate, command) : {}
  const { bins = [], products = [], barcodes, supervisors, counting } = needs
  const known = lookups.warehouse(warehouse)
  return {
    warehouse: {
      code: warehouse,
      registered: known !== undefined,
      negativeStock: known?.negativeStock ?? 'refuse',
      reasons: known?.reasons ?? [],
      directions: known?.directions ?? {},
      policy: known?.counting,
    },
    bins: Object.fromEntries(bins.map((bin) => [bin, lookups.hasBin(warehouse, bin)])),
    products: Object.fromEntries(products.map((sku) => [sku, lookups.hasProduct(sku)])),
    barcodes: barcodes ? ownersOf(lookups, barcodes) : {},
    supervisors: supervisors && lookups.activeSupervisors(),
    incomplete: incompleteHere(source, terminal, source.bookOf(needs.missingOf ?? stream)),
    counting: counting && gatherCountingFacts(source, warehouse, counting, sequence),
  }
}

const ownersOf = (
  { ownerOf }: Pick<CountSource['lookups'], 'ownerOf'>,
  { of: barcodes, before }: NonNullable<Needs['barcodes']>,
) =>
  Object.fromEntries(
    barcodes.flatMap((barcode) => {
      const owner = ownerOf(barcode, before)
      return owner === undefined ? [] : [[barcode, owner] as const]
    }),
  )
