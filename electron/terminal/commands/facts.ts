import type { DomainCommand, Facts } from '#shared/domain/index.ts'
import { gatherCountingFacts } from './countFacts.ts'
import type { Ledger } from './ledger.ts'
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

/** Looks up in the effective state what a decision on the command may depend on. */
export function gatherFacts(
  source: CountSource,
  warehouse: string,
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
    counting: gatherCountingFacts(source, warehouse, command, sequence),
  }
}
