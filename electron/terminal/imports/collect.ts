import type { FileProblem } from '#shared/contract/imports.ts'
import type { Pack } from '#shared/domain/product/index.ts'

/** A product as a file tells it, over one row or more: a row for each of its packs. */
export type ProductItem = {
  readonly line: number
  readonly sku: string
  readonly name: string
  readonly packs: readonly Pack[]
}
export type BinItem = {
  readonly line: number
  readonly bin: string
  readonly zone?: string | undefined
}
/** What stood in a bin when work began. Zero: known to be empty, nothing to receive. */
export type StockItem = {
  readonly line: number
  readonly sku: string
  readonly bin: string
  readonly quantity: number
}

export type ImportItems =
  | { readonly kind: 'products'; readonly items: readonly ProductItem[] }
  | { readonly kind: 'bins'; readonly items: readonly BinItem[] }
  | { readonly kind: 'stock'; readonly items: readonly StockItem[] }

/** What is wrong with a field of a row. */
export type FieldProblem = FileProblem & { readonly line: number; readonly field: string }

export type Report = (problem: FieldProblem) => void

/** The fields of a row that parsed, and its line. */
export type Row = { readonly line: number } & Readonly<Partial<Record<string, string | number>>>

/** Takes the rows of a file one by one; what it keeps are the things that they tell. */
export type Collector = {
  readonly add: (row: Row) => void
  readonly items: () => ImportItems
}

const text = (value: string | number | undefined) =>
  value === undefined ? undefined : String(value)

/** Rows of one SKU are one product, each row with one more pack; what they say must not contradict itself. */
export function productCollector(report: Report): Collector {
  const products = new Map<string, { line: number; sku: string; name: string; packs: Pack[] }>()
  const barcodes = new Map<string, number>()
  function add({ line, ...row }: Row): void {
    const [sku, name, barcode] = [String(row['sku']), String(row['name']), text(row['barcode'])]
    const factor = Number(row['factor'] ?? 1)
    const first = products.get(sku)
    const usedOn = barcode === undefined ? undefined : barcodes.get(barcode)
    if (barcode === undefined && factor !== 1)
      report({ line, field: 'barcode', code: 'pack-without-barcode', facts: {} })
    else if (barcode !== undefined && usedOn !== undefined)
      report({
        line,
        field: 'barcode',
        code: 'barcode-repeated',
        facts: { barcode, first: usedOn },
      })
    else if (first !== undefined && first.name !== name)
      report({
        line,
        field: 'name',
        code: 'name-differs',
        facts: { sku, first: first.line },
      })
    else if (first !== undefined && barcode === undefined)
      report({ line, field: 'sku', code: 'sku-repeated', facts: { sku, first: first.line } })
    else {
      const product = first ?? { line, sku, name, packs: [] }
      products.set(sku, product)
      if (barcode !== undefined) {
        barcodes.set(barcode, line)
        const pack = text(row['pack']) ?? (factor === 1 ? 'each' : `pack of ${factor}`)
        product.packs.push({ barcode, factor, name: pack })
      }
    }
  }
  return { add, items: () => ({ kind: 'products', items: [...products.values()] }) }
}

/** A list of stock names a bin once for each product in it: the same bin again is no mistake. */
export function binCollector(report: Report): Collector {
  const bins = new Map<string, BinItem>()
  function add({ line, ...row }: Row): void {
    const [bin, zone] = [String(row['bin']), text(row['zone'])]
    const first = bins.get(bin)
    if (first === undefined) bins.set(bin, { line, bin, zone })
    else if (first.zone !== zone)
      report({
        line,
        field: 'zone',
        code: 'zone-differs',
        facts: { bin, first: first.line },
      })
  }
  return { add, items: () => ({ kind: 'bins', items: [...bins.values()] }) }
}

/** The same SKU in the same bin twice could be meant as a sum or be a mistake: a person has to say. */
export function stockCollector(report: Report): Collector {
  const stock = new Map<string, StockItem>()
  function add({ line, ...row }: Row): void {
    const [sku, bin] = [String(row['sku']), String(row['bin'])]
    const key = JSON.stringify([sku, bin])
    const first = stock.get(key)
    if (first === undefined) stock.set(key, { line, sku, bin, quantity: Number(row['quantity']) })
    else
      report({
        line,
        field: 'sku',
        code: 'place-repeated',
        facts: { sku, bin, first: first.line },
      })
  }
  return { add, items: () => ({ kind: 'stock', items: [...stock.values()] }) }
}
