import type { CoveredCount } from './api/index.ts'

/** Is what the book says of a SKU in a bin covered by one of these counts? A count of no bins is of any, and so for SKUs. */
export const isCovered = (counts: readonly CoveredCount[], bin: string, sku: string): boolean =>
  counts.some(
    ({ bins, skus }) =>
      (bins.length === 0 || bins.includes(bin)) && (skus.length === 0 || skus.includes(sku)),
  )
