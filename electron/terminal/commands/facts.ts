import type { DomainCommand, Facts } from '#shared/domain/index.ts'
import type { Store } from '../store/index.ts'

type Named = { bins: readonly string[]; skus: readonly string[]; barcodes: readonly string[] }

/** What a command names that lies outside its own aggregate. */
function named(command: DomainCommand): Named {
  switch (command.type) {
    case 'ReceiveStock':
    case 'PickStock':
    case 'AdjustStock':
      return { bins: [command.bin], skus: [command.sku], barcodes: [] }
    case 'MoveStock':
      return { bins: [command.from, command.to], skus: [command.sku], barcodes: [] }
    case 'PostCountVariance':
      return { bins: [command.observation.bin], skus: [command.sku], barcodes: [] }
    case 'RegisterProduct':
      return { bins: [], skus: [], barcodes: command.packs.map(({ barcode }) => barcode) }
    case 'AddPack':
      return { bins: [], skus: [], barcodes: [command.pack.barcode] }
    default:
      return { bins: [], skus: [], barcodes: [] }
  }
}

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
