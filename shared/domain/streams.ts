/** What Tallydeck keeps streams of. */
export const categories = [
  'stock',
  'count',
  'product',
  'warehouse',
  'operator',
  'terminal',
  'conflict',
  'transfer',
] as const

export type Category = (typeof categories)[number]

/** Names of streams, `category-id`. A warehouse code has no dot, so that `stock-<warehouse>.<sku>` can be read back. */
export const streams = {
  stock: (warehouse: string, sku: string) => `stock-${warehouse}.${sku}` as const,
  count: (warehouse: string, count: string) => `count-${warehouse}.${count}` as const,
  product: (sku: string) => `product-${sku}` as const,
  warehouse: (code: string) => `warehouse-${code}` as const,
  operator: (id: string) => `operator-${id}` as const,
  terminal: (id: string) => `terminal-${id}` as const,
  conflict: (id: string) => `conflict-${id}` as const,
} as const

export type StreamAddress = { readonly category: string; readonly id: string }

/** The parts of a stream's name; undefined when it has no dash. */
export function parseStream(name: string): StreamAddress | undefined {
  const dash = name.indexOf('-')
  return dash < 1 ? undefined : { category: name.slice(0, dash), id: name.slice(dash + 1) }
}

/** The category of a stream; undefined where it is none of Tallydeck's. */
export const categoryOf = (name: string): Category | undefined => {
  const category = parseStream(name)?.category
  return categories.find((each) => each === category)
}

/** The two parts of an id of the form `<warehouse>.<rest>`; undefined when it has no dot. */
export function parseWarehouseId(id: string): { warehouse: string; rest: string } | undefined {
  const dot = id.indexOf('.')
  return dot < 1 ? undefined : { warehouse: id.slice(0, dot), rest: id.slice(dot + 1) }
}

/** The prefixes of the streams that a floor terminal follows: its own warehouse and the master data. */
export const followedPrefixes = (warehouse: string): readonly string[] => [
  `stock-${warehouse}.`,
  `count-${warehouse}.`,
  'product-',
  'warehouse-',
  'operator-',
  'terminal-',
  'conflict-',
  // Nobody decides transfers yet; those of a newer terminal are kept until this one can read them.
  'transfer-',
]
