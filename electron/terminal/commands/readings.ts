import { metadataSchema } from '#shared/contract/events.ts'
import { observationsOf, type OpenedCount } from '#shared/domain/count/index.ts'
import {
  type CountPolicy,
  defaultCountPolicy,
  type Movement,
  type Reading,
  streams,
} from '#shared/domain/index.ts'
import {
  type BookThen,
  bookThen,
  holdingOf,
  movementsOf,
  sameHolding,
  type Observation,
  onHand,
  isStockEvent,
  isWhole,
  startOf,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import { countLineOf, type DescribedProduct, type Posted, type Store } from '../store/index.ts'
import { type Book, type Books, readLogged } from './books.ts'

/** Where facts about counts are looked up: the terminal's own copy. */
export type CountSource = Pick<Store, 'events' | 'outbox' | 'lookups'> & {
  /** The same book, as long as nothing has changed on the stream: neither its events nor what is pending. */
  readonly bookOf: Books['get']
  /** How often books of a category have changed. */
  readonly changes: Books['changes']
  readonly readThen: ReadThen
}

/** What a terminal decides has all its pending intentions before it. */
const LATEST = Number.MAX_SAFE_INTEGER

/**
 * A count that was posted sets the bin. By how much, where the book was not whole, there or here, is another thing on
 * each terminal: what it did to the book here stands among the movements.
 */
function asMovedHere(
  { movedBy }: Pick<CountSource['lookups'], 'movedBy'>,
  id: string,
  event: StockEvent,
): StockEvent {
  if (event.type !== 'CountVariancePosted' || event.data.onHand === undefined) return event
  const { warehouse } = event.data
  const delta = movedBy(warehouse, event.data, id) ?? event.data.delta
  return { ...event, data: { ...event.data, delta } }
}

/** What happened on a stream after a revision; this terminal's pending ones follow, up to `before`. */
export function movementsAfter(
  { events, outbox, lookups }: Pick<CountSource, 'events' | 'outbox' | 'lookups'>,
  stream: string,
  revision: number,
  before: number,
): readonly Movement[] {
  const found: Movement[] = []
  for (const logged of events.after(stream, revision)) {
    const event = readLogged(logged)
    const metadata = metadataSchema.safeParse(logged.metadata)
    if (event === undefined || !isStockEvent(event) || !metadata.success) continue
    const moved = asMovedHere(lookups, logged.id, event)
    found.push(...movementsOf(moved, { ...metadata.data, revision: logged.revision }))
  }
  for (const { sequence, event } of outbox.unconfirmed(stream))
    if (sequence < before && isStockEvent(event)) found.push(...movementsOf(event, event.metadata))
  return found
}

/** Of these movements, those that an observation has to be compared with. */
export const around = (
  movements: readonly Movement[],
  observation: Observation,
): readonly Movement[] =>
  movements.filter(
    (movement) =>
      sameHolding(movement, observation) &&
      (movement.revision === undefined || movement.revision > startOf(observation)),
  )

type Then = Pick<BookThen, 'book' | 'ifBefore' | 'ifAfter'>

/** What a book was at each of some observations of its SKU. */
export type ReadThen = (
  source: Pick<CountSource, 'events' | 'outbox' | 'lookups'>,
  book: Book<StockState>,
  observations: readonly Observation[],
  clockTolerance: number,
) => readonly Then[]

/** Reads the stream once, however many bins the SKU was counted in. */
export const readThen: ReadThen = (source, { stream, effective }, observations, clockTolerance) => {
  if (observations.length === 0) return []
  const start = Math.min(...observations.map(startOf))
  const byHolding = Map.groupBy(movementsAfter(source, stream, start, LATEST), holdingOf)
  return observations.map((observation) => {
    const now = onHand(effective, observation)
    const here = around(byHolding.get(holdingOf(observation)) ?? [], observation)
    const { book, ifBefore, ifAfter } = bookThen(observation, now, here, clockTolerance)
    return { book, ifBefore, ifAfter }
  })
}

const same = (a: Observation, b: Observation): boolean =>
  a === b || (Object.keys(a) as (keyof Observation)[]).every((field) => a[field] === b[field])

/**
 * The same, remembering what it read for as long as a book stands: after one more line or one more movement, only what
 * that changes is read again. Not for while a tail is decided again: there a book can be ahead of its stream.
 */
export function rememberThen(): ReadThen {
  type Known = { readonly observation: Observation; readonly found: Then }
  type OfBook = { readonly clockTolerance: number; readonly lines: Map<string, Known> }
  const books = new WeakMap<Book<StockState>, OfBook>()
  return (source, book, observations, clockTolerance) => {
    const kept = books.get(book)
    const lines = kept?.clockTolerance === clockTolerance ? kept.lines : new Map<string, Known>()
    books.set(book, { clockTolerance, lines })
    const keyOf = ({ count, line }: Observation) => countLineOf({ count, line })
    const missing = observations.filter((observation) => {
      const known = lines.get(keyOf(observation))
      return known === undefined || !same(known.observation, observation)
    })
    const read = readThen(source, book, missing, clockTolerance)
    missing.forEach((observation, index) => {
      const found = read[index]
      if (found) lines.set(keyOf(observation), { observation, found })
    })
    return observations.flatMap((observation) => lines.get(keyOf(observation))?.found ?? [])
  }
}

/** What readings are made of besides the stock streams: asked for once for a whole count. */
export type CountContext = {
  readonly posted: ReadonlyMap<string, Posted>
  readonly products: ReadonlyMap<string, DescribedProduct>
}

export function contextOfCount(
  { lookups }: Pick<CountSource, 'lookups'>,
  warehouse: string,
  state: OpenedCount,
): CountContext {
  const skus = new Set(observationsOf(state).map(({ sku }) => sku))
  return {
    posted: lookups.postedIn(warehouse, state.plan.count),
    products: lookups.described(skus),
  }
}

/** What the book was when each line of a count was counted: as it was posted and corrected, or as far as is known now. */
export function readingsOf(
  source: CountSource,
  warehouse: string,
  state: OpenedCount,
  { clockTolerance }: CountPolicy = defaultCountPolicy,
  { posted, products }: CountContext = contextOfCount(source, warehouse, state),
): readonly Reading[] {
  const bySku = Map.groupBy(observationsOf(state), ({ sku }) => sku)
  return [...bySku].flatMap(([sku, seen]) => {
    const unitValue = products.get(sku)?.unitValue
    const worth = unitValue === undefined ? {} : { unitValue }
    const observations = seen.map(({ observation }) => observation)
    const open = observations.filter((observation) => !posted.has(countLineOf(observation)))
    const book = source.bookOf(streams.stock(warehouse, sku))
    const thens = source.readThen(source, book, open, clockTolerance)
    const byLine = new Map(open.map(({ line }, index) => [line, thens[index]]))
    return observations.flatMap((observation): Reading[] => {
      const { bin, line, counted } = observation
      const known = posted.get(countLineOf(observation))
      const settled = known && counted - known.variance
      const then =
        settled === undefined
          ? byLine.get(line)
          : { book: settled, ifBefore: settled, ifAfter: settled, posted: true as const }
      const gaps = known ? known.incomplete : !isWhole(book.effective, observation)
      const told = gaps ? { incomplete: true as const } : {}
      return then ? [{ bin, sku, line, ...then, ...worth, ...told }] : []
    })
  })
}
