import type { ScanResult } from '#shared/contract/api/index.ts'
import type { binQueries } from './bins.ts'
import type { productQueries } from './products.ts'

/**
 * What a scanned or typed code stands for: a bin, a pack's barcode, a SKU, in this order, as it is written;
 * then a bin or a SKU that differs only by case, since people type as well as scan.
 */
export function scanQuery(
  bins: ReturnType<typeof binQueries>,
  products: ReturnType<typeof productQueries>,
): (code: string) => ScanResult {
  return (code) => {
    const bin = bins.get(code)
    if (bin) return { kind: 'bin', ...bin }
    const packs = products.byBarcode(code)
    if (packs.length > 0) return { kind: 'product', matches: packs }
    const product = products.bySku(code)
    if (product) return { kind: 'product', matches: [{ product, pack: null }] }
    const typedBin = bins.anyCase(code)
    if (typedBin) return { kind: 'bin', ...typedBin }
    const typedProduct = products.bySkuAnyCase(code)
    if (typedProduct) return { kind: 'product', matches: [{ product: typedProduct, pack: null }] }
    return { kind: 'unknown', code }
  }
}
