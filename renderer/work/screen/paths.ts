/** Where each screen is. */
export const paths = {
  home: '/',
  receive: '/receive',
  pick: '/pick',
  move: '/move',
  adjust: '/adjust',
  lookup: '/lookup',
  sync: '/sync',
  conflicts: '/conflicts',
  diagnostics: '/diagnostics',
  people: '/people',
  rules: '/rules',
  bins: '/bins',
  products: '/products',
  terminals: '/terminals',
  import: '/import',
  counts: '/counts',
  planCount: '/counts/plan',
  variances: '/counts/variances',
} as const

/** The lookup of one product. */
export const productPath = (sku: string): string => `/lookup/product/${encodeURIComponent(sku)}`

/** The lookup of one bin. */
export const binPath = (bin: string): string => `/lookup/bin/${encodeURIComponent(bin)}`

/** One conflict. */
export const conflictPath = (conflict: string): string =>
  `/conflicts/${encodeURIComponent(conflict)}`

/** The sheet of one count. */
export const countPath = (count: string): string => `/counts/sheet/${encodeURIComponent(count)}`

/** The review of one count. */
export const reviewPath = (count: string): string => `/counts/review/${encodeURIComponent(count)}`
