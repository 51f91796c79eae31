import type { ReadModelRow } from '../store/index.ts'

/**
 * Event -> rows, pure. A row of a read model stands for a key of a stream (a bin, say), and is made from the stream's
 * confirmed and effective state at that key. Accepting, confirming, deciding again and parking are the same thing to it:
 * the rows whose keys were touched are made again.
 */
export type Projection<E, S> = {
  /** The keys whose rows an event may change. */
  readonly keysOf: (event: E) => readonly string[]
  /** Every key that the state has a row for: what a rebuild asks for. */
  readonly allKeys: (state: S) => readonly string[]
  /** `id` is the stream's, without its category. */
  readonly row: (id: string, key: string, confirmed: S, effective: S) => ReadModelRow
}

/** The key of a stream that has one row. */
export const WHOLE = ''

/** States are values: one that was not touched is the same object. */
export const same = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
