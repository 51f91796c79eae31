import type { CoveredCount } from './api/index.ts'

/** What the book says of these is kept from somebody who counts it blind. Asking costs the same however much is counted. */
export type Cover = {
  readonly isEmpty: boolean
  /** The count that covers a SKU in a bin, or, where no bin is named, in any. */
  readonly countOf: (sku: string, bin?: string) => string | undefined
  readonly place: (bin: string, sku: string) => boolean
  readonly bin: (bin: string) => boolean
  /** Whichever bins the SKU is in, and also where the book has none. */
  readonly everywhere: (sku: string) => boolean
}

/** No entries stand for all: a count of no bins is of any, and so for SKUs. */
const among = (few: ReadonlySet<string>, one: string) => few.size === 0 || few.has(one)

export function coverOf(counts: readonly CoveredCount[]): Cover {
  const covering = counts.map(({ count, bins, skus }) => ({
    count,
    bins: new Set(bins),
    skus: new Set(skus),
  }))
  const countOf = (sku: string, bin?: string) =>
    covering.find(({ bins, skus }) => among(skus, sku) && (bin === undefined || among(bins, bin)))
      ?.count
  return {
    isEmpty: counts.length === 0,
    countOf,
    place: (bin, sku) => countOf(sku, bin) !== undefined,
    bin: (bin) => covering.some(({ bins }) => among(bins, bin)),
    everywhere: (sku) => covering.some(({ bins, skus }) => bins.size === 0 && among(skus, sku)),
  }
}

/** For whoever is told everything. */
export const coversNothing: Cover = coverOf([])
