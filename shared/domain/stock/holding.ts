/**
 * What the book of a SKU counts apart: today a bin. What has these fields (an event, an observation, a delta, a row) says
 * which holding it is about.
 */
export type Holding = { readonly bin: string }

declare const brand: unique symbol
/** A holding as one text: the key of maps and of rows. Made and read here only. */
export type HoldingKey = string & { readonly [brand]: 'holding' }

export const holdingOf = ({ bin }: Holding): HoldingKey => bin as HoldingKey

/** The fields of a holding again. */
export const holdingAt = (key: HoldingKey): Holding => ({ bin: key })

/** A key that was stored. */
export const parseHolding = (stored: string): HoldingKey => stored as HoldingKey

/** The holding that a movement touches, whose place is in this field of what it says. */
export const holdingIn = (data: Readonly<Record<string, unknown>>, place: string): Holding => ({
  bin: String(data[place]),
})

export const sameHolding = (a: Holding, b: Holding): boolean => holdingOf(a) === holdingOf(b)

/** The order in which holdings are listed. */
export const compareHoldings = (a: HoldingKey, b: HoldingKey): number =>
  a < b ? -1 : a > b ? 1 : 0
