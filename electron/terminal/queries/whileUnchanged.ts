import { type OpenedCount, observationsOf } from '#shared/domain/count/index.ts'
import { streams } from '#shared/domain/index.ts'
import type { CountSource } from '../commands/index.ts'

type Book = ReturnType<CountSource['bookOf']>

/** What is said of a count rests on its own state and on these. */
type Grounds = {
  /** Names, values, and what the warehouse sets for counting. */
  readonly masterData: number
  readonly stock: number
  readonly books: readonly Book[]
}

/**
 * Works out something of a count, once for as long as nothing it rests on has changed: among many counts, a change
 * costs what the counts that it touches cost. Keeps a result for as long as the count's state is kept.
 */
export function whileUnchanged<Result>(
  workOut: (source: CountSource, warehouse: string, state: OpenedCount) => Result,
): typeof workOut {
  const known = new WeakMap<OpenedCount, { readonly grounds: Grounds; readonly result: Result }>()
  return (source, warehouse, state) => {
    const masterData = source.changes('product') + source.changes('warehouse')
    const stock = source.changes('stock')
    const found = known.get(state)
    if (found?.grounds.masterData === masterData && found.grounds.stock === stock)
      return found.result
    const skus = new Set(observationsOf(state).map(({ sku }) => sku))
    const books = [...skus].map((sku) => source.bookOf(streams.stock(warehouse, sku)))
    const stands =
      found?.grounds.masterData === masterData &&
      books.every((book, index) => book === found.grounds.books[index])
    const result = stands ? found.result : workOut(source, warehouse, state)
    known.set(state, { grounds: { masterData, stock, books }, result })
    return result
  }
}
