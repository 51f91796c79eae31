import {
  addressOf,
  type DomainCommand,
  type Facts,
  type Incomplete,
  lookup,
  streams,
} from '#shared/domain/index.ts'
import type { TerminalState } from '#shared/domain/terminal/index.ts'
import type { Book } from './books.ts'
import { gatherCountingFacts } from './countFacts.ts'
import type { Identity, Ledger } from './ledger.ts'
import type { CountSource } from './readings.ts'

type Named = { bins: readonly string[]; skus: readonly string[]; barcodes: readonly string[] }

/** The values of a field, wherever in a command it stands, alone or in a list. */
function fieldsNamed(value: unknown, names: readonly string[], within = false): readonly string[] {
  if (typeof value === 'string') return within ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => fieldsNamed(item, names, within))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsNamed(inner, names, names.includes(name)),
  )
}

/** What a command names that lies outside its own aggregate. The words of the domain are the same in every command. */
const named = (command: DomainCommand): Named => ({
  bins: fieldsNamed(command, ['bin', 'bins', 'from', 'to']),
  skus: fieldsNamed(command, ['sku', 'skus']),
  barcodes: fieldsNamed(command, ['barcode']),
})

/** The stream that a command is decided on, or whose gaps it is about. */
const concerned = (command: DomainCommand, warehouse: string): string =>
  command.type === 'AcceptIncomplete' ? command.stream : addressOf(command, warehouse).stream

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
  const known = bookOf(streams.terminal(terminal)).effective as TerminalState
  const accepted = known.status === 'unknown' ? undefined : lookup(known.accepted ?? {}, stream)
  return { stream, ...gaps, accepted: accepted !== undefined && accepted.last >= gaps.last }
}

/** Looks up in the effective state what a decision on the command may depend on. */
export function gatherFacts(
  source: CountSource,
  { terminal, warehouse }: Identity,
  command: DomainCommand,
  /** The intention's own number: of this terminal's pending intentions, it is decided after those before it. */
  sequence: number,
): Facts {
  const { lookups } = source
  const { bins, skus, barcodes } = named(command)
  const known = lookups.warehouse(warehouse)
  const sku = 'sku' in command ? command.sku : ''
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
    products: Object.fromEntries(skus.map((sku) => [sku, lookups.hasProduct(sku)])),
    barcodes: Object.fromEntries(
      barcodes.flatMap((barcode) => {
        const owner = lookups.ownerOf(barcode, sku)
        return owner === undefined ? [] : [[barcode, owner] as const]
      }),
    ),
    supervisors: lookups.activeSupervisors(),
    incomplete: incompleteHere(source, terminal, source.bookOf(concerned(command, warehouse))),
    counting: gatherCountingFacts(source, warehouse, command, sequence),
  }
}
