import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** The files of a site as it brings them: its products, what stands where, and the receipts of some years. */
export type SiteData = {
  readonly products: string
  readonly openingStock: string
  readonly receipts: string
}

/** A site read from a folder, such as the AdventureWorks sample's. */
export const readSite = (folder: string): SiteData => {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return {
    products: read('products.csv'),
    openingStock: read('opening-stock.csv'),
    receipts: read('receipts.csv'),
  }
}

/** A site of the same shape, made up: names with commas and quotes, empty bins, receipts of nothing. */
export function smallSite(products = 25, receipts = 200): SiteData {
  const range = (length: number) => Array.from({ length }, (_, i) => i + 1)
  const sku = (i: number) => `SK-${String(i).padStart(4, '0')}`
  const names = ['Bolt, 3"', 'Nut', 'Washer “flat”', 'Spoke;rear']
  const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return {
    products: [
      'sku,name,colour,safety_stock',
      ...range(products).map((i) => `${sku(i)},${quoted(`${names[i % 4]} ${i}`)},Red,${i * 10}`),
    ].join('\r\n'),
    openingStock: [
      'sku,location,shelf,bin,quantity',
      // The last product has no stock at all; each other one has one to three bins.
      ...range(products - 1).flatMap((i) =>
        range(1 + (i % 3)).map(
          (n) => `${sku(i)},${n},${n === 2 ? 'N/A' : 'A'},${i % 5},${i % 7 === 0 ? 0 : i * n}`,
        ),
      ),
    ].join('\n'),
    receipts: [
      'purchase_order,line,sku,ordered,received,rejected,stocked',
      ...range(receipts).map((i) => {
        const rejected = i % 11 === 0 ? 10 : i % 3
        return `${i},1,${sku(1 + ((i * 7) % products))},10,10,${rejected},${10 - rejected}`
      }),
    ].join('\n'),
  }
}

type Row = Record<string, string>
const rowsOf = (text: string): Row[] => parse(text, { columns: true })
const binOf = ({ location, shelf, bin }: Row) => `${location}-${shelf}-${bin}`

/** Where goods go that have no bin of their own yet. */
export const RECEIVING = 'RECEIVING'

const firstBins = ({ openingStock }: SiteData) => {
  const bins = new Map<string, string>()
  for (const row of rowsOf(openingStock))
    if (!bins.has(row['sku']!)) bins.set(row['sku']!, binOf(row))
  return bins
}

/** The receipts that put something on stock, as commands, each into its product's first bin. */
export function receiptCommands(site: SiteData) {
  const bins = firstBins(site)
  return rowsOf(site.receipts)
    .filter(({ stocked }) => Number(stocked) > 0)
    .map(({ purchase_order, line, sku, stocked }) => ({
      type: 'ReceiveStock',
      sku: sku!,
      bin: bins.get(sku!) ?? RECEIVING,
      quantity: Number(stocked),
      reference: `PO ${purchase_order}/${line}`,
    }))
}

/** What the files add up to, by `sku bin`: computed from the files alone. */
export function expectedStock(site: SiteData): ReadonlyMap<string, number> {
  const stock = new Map<string, number>()
  const add = (sku: string, bin: string, quantity: number) => {
    if (quantity > 0) stock.set(`${sku} ${bin}`, (stock.get(`${sku} ${bin}`) ?? 0) + quantity)
  }
  for (const row of rowsOf(site.openingStock)) add(row['sku']!, binOf(row), Number(row['quantity']))
  for (const { sku, bin, quantity } of receiptCommands(site)) add(sku, bin, quantity)
  return stock
}
