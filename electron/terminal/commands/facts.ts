import type { DomainCommand, Facts } from '#shared/domain/index.ts'
import type { Store } from '../store/index.ts'

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

/** Looks up in the effective state what a decision on the command may depend on. */
export function gatherFacts(
  lookups: Store['lookups'],
  warehouse: string,
  command: DomainCommand,
): Facts {
  const { bins, skus, barcodes } = named(command)
  const known = lookups.warehouse(warehouse)
  const sku = 'sku' in command ? command.sku : ''
  return {
    warehouse: {
      code: warehouse,
      registered: known !== undefined,
      negativeStock: known?.negativeStock ?? 'refuse',
      reasons: known?.reasons ?? [],
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
  }
}
