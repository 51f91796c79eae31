/** A file of so many products, each with a barcode of its own. */
export const productFile = (products: number): string =>
  [
    'sku,name,barcode',
    ...Array.from({ length: products }, (_, n) => `S-${n},Part ${n},${100_000 + n}`),
  ].join('\n')
