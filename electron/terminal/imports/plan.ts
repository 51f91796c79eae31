import { type DomainCommand, unreachable } from '#shared/domain/index.ts'
import type { Pack } from '#shared/domain/product/index.ts'
import { OPENING_STOCK } from '#shared/domain/stock/index.ts'
import type { BinItem, ImportItems, ProductItem, Report, StockItem } from './collect.ts'
import { inSlices } from './inSlices.ts'

/** What this terminal has already, for a plan that adds only what is missing. */
export type KnownThings = {
  readonly products: (
    skus: readonly string[],
  ) => ReadonlyMap<string, { readonly name: string; readonly packs: readonly Pack[] }>
  /** Barcode to the SKU that has it. */
  readonly barcodes: (barcodes: readonly string[]) => ReadonlyMap<string, string>
  /** Bin to its zone; empty where it has none. */
  readonly bins: (bins: readonly string[]) => ReadonlyMap<string, string>
  /** What of these SKUs was received as opening stock. */
  readonly openingStock: (skus: readonly string[]) => readonly {
    readonly sku: string
    readonly bin: string
    readonly quantity: number
  }[]
}

export type ImportCommand = Extract<
  DomainCommand,
  { type: 'RegisterProduct' | 'AddPack' | 'RegisterBins' | 'ReceiveStock' }
>

/** The commands of an import; how many things they add, and how many are there already. */
export type Plan = {
  readonly commands: readonly ImportCommand[]
  readonly added: number
  readonly unchanged: number
}

/** So that one event stays far below the central store's limit, and others need not wait long while it is decided. */
const BINS_PER_COMMAND = 500

/**
 * What is to be done so that everything in the file is there. What contradicts what is there goes to `report`. `turn`
 * lets other work on the thread have its turn.
 */
export async function planImport(
  items: ImportItems,
  known: KnownThings,
  report: Report,
  turn: () => Promise<void>,
): Promise<Plan> {
  switch (items.kind) {
    case 'products':
      return total(await inSlices(items.items, turn, (slice) => planProducts(slice, known, report)))
    case 'bins':
      return planBins(items.items, known, report, turn)
    case 'stock':
      return total(await inSlices(items.items, turn, (slice) => planStock(slice, known, report)))
    default:
      return unreachable(items)
  }
}

/** What each thing in the file asks for. */
type Asked = readonly (readonly ImportCommand[])[]

const total = (planned: Asked): Plan => {
  const adding = planned.filter((commands) => commands.length > 0)
  return {
    commands: adding.flat(),
    added: adding.length,
    unchanged: planned.length - adding.length,
  }
}

function planProducts(items: readonly ProductItem[], known: KnownThings, report: Report): Asked {
  const products = known.products(items.map(({ sku }) => sku))
  const owners = known.barcodes(items.flatMap(({ packs }) => packs.map(({ barcode }) => barcode)))

  function missingPacks({ line, sku, packs }: ProductItem, present: readonly Pack[]): Pack[] {
    return packs.filter((pack) => {
      const same = present.find(({ barcode }) => barcode === pack.barcode)
      const owner = owners.get(pack.barcode)
      if (same !== undefined && same.factor !== pack.factor)
        report({
          line,
          field: 'factor',
          code: 'factor-differs',
          facts: { barcode: pack.barcode, factor: same.factor },
        })
      else if (same === undefined && owner !== undefined)
        report({
          line,
          field: 'barcode',
          code: 'barcode-taken',
          facts: { barcode: pack.barcode, sku: owner },
        })
      return same === undefined && (owner === undefined || owner === sku)
    })
  }

  return items.map((item): ImportCommand[] => {
    const { line, sku, name } = item
    const present = products.get(sku)
    const packs = missingPacks(item, present?.packs ?? [])
    if (present === undefined) return [{ type: 'RegisterProduct', sku, name, packs }]
    if (present.name !== name)
      report({
        line,
        field: 'name',
        code: 'name-registered',
        facts: { sku, name: present.name },
      })
    return packs.map((pack) => ({ type: 'AddPack', sku, pack }))
  })
}

function missingBins(
  items: readonly BinItem[],
  known: KnownThings,
  report: Report,
): readonly BinItem[] {
  const zones = known.bins(items.map(({ bin }) => bin))
  return items.filter(({ line, bin, zone }) => {
    const present = zones.get(bin)
    // A file without zones says nothing about them.
    if (present !== undefined && zone !== undefined && present !== zone)
      report({
        line,
        field: 'zone',
        code: 'zone-registered',
        facts: { bin, zone: present },
      })
    return present === undefined
  })
}

async function planBins(
  items: readonly BinItem[],
  known: KnownThings,
  report: Report,
  turn: () => Promise<void>,
): Promise<Plan> {
  const missing = await inSlices(items, turn, (slice) => missingBins(slice, known, report))
  const bins = missing.map(({ bin, zone }) => (zone === undefined ? { bin } : { bin, zone }))
  const commands: ImportCommand[] = []
  for (let from = 0; from < bins.length; from += BINS_PER_COMMAND)
    commands.push({ type: 'RegisterBins', bins: bins.slice(from, from + BINS_PER_COMMAND) })
  return { commands, added: missing.length, unchanged: items.length - missing.length }
}

const keyOf = ({ sku, bin }: { sku: string; bin: string }) => JSON.stringify([sku, bin])

/** Opening stock is received once for a SKU in a bin, from whichever file: the same again changes nothing. */
function planStock(items: readonly StockItem[], known: KnownThings, report: Report): Asked {
  const skus = [...new Set(items.map(({ sku }) => sku))]
  const products = known.products(skus)
  const bins = known.bins([...new Set(items.map(({ bin }) => bin))])
  const opened = new Map(known.openingStock(skus).map((row) => [keyOf(row), row.quantity]))
  return items.map(({ line, sku, bin, quantity }): ImportCommand[] => {
    if (!products.has(sku))
      report({
        line,
        field: 'sku',
        code: 'sku-unregistered',
        facts: { sku },
      })
    if (!bins.has(bin)) report({ line, field: 'bin', code: 'bin-unregistered', facts: { bin } })
    const before = opened.get(keyOf({ sku, bin }))
    if (before !== undefined && before !== quantity)
      report({
        line,
        field: 'quantity',
        code: 'stock-imported',
        facts: { sku, bin, quantity: before },
      })
    return before !== undefined || quantity === 0
      ? []
      : [{ type: 'ReceiveStock', sku, bin, quantity, reference: OPENING_STOCK }]
  })
}
