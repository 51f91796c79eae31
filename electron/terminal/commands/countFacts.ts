import { metadataSchema } from '#shared/contract/events.ts'
import { observationsOf, type OpenedCount } from '#shared/domain/count/index.ts'
import {
  type BookLine,
  type CountingFacts,
  type CountPolicy,
  type DomainCommand,
  defaultCountPolicy,
  type Movement,
  type Reading,
  streams,
} from '#shared/domain/index.ts'
import {
  bookThen,
  movementsOf,
  type Observation,
  onHand,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import type { CountState } from '#shared/domain/count/index.ts'
import { countLineOf, type Store } from '../store/index.ts'
import { type Book, readLogged } from './books.ts'

/** Where facts about counts are looked up: the terminal's own copy. */
export type CountSource = Pick<Store, 'events' | 'outbox' | 'lookups'> & {
  readonly bookOf: (stream: string) => Pick<Book, 'revision' | 'confirmed' | 'effective'>
}

/** What a terminal decides has all its pending intentions before it. */
export const LATEST = Number.MAX_SAFE_INTEGER

const stockOf = (source: CountSource, warehouse: string, sku: string) => {
  const { revision, effective } = source.bookOf(streams.stock(warehouse, sku))
  return { revision, state: effective as StockState }
}

function lineOf(source: CountSource, warehouse: string, bin: string, sku: string): BookLine {
  const { revision, state } = stockOf(source, warehouse, sku)
  return { bin, sku, onHand: onHand(state, bin), revision }
}

/** From where on movements matter: where the counter said when, the time counts more than what was known. */
const startOf = ({ known, live }: Observation) => (live ? known : -1)

/** What happened on a stream after a revision; this terminal's pending ones follow, up to `before`. */
function movementsAfter(
  { events, outbox }: CountSource,
  stream: string,
  revision: number,
  before: number,
): readonly Movement[] {
  const found: Movement[] = []
  for (const logged of events.after(stream, revision)) {
    const event = readLogged(logged)
    const metadata = metadataSchema.safeParse(logged.metadata)
    if (event === undefined || !metadata.success) continue
    found.push(...movementsOf(event as StockEvent, { ...metadata.data, revision: logged.revision }))
  }
  for (const { sequence, state, decided } of outbox.tail(stream)) {
    if (state === 'conflict' || !decided.applies || sequence >= before) continue
    for (const event of decided.events)
      if (event.revision === undefined)
        found.push(...movementsOf(event as unknown as StockEvent, event.metadata))
  }
  return found
}

/** Of these movements, those that an observation has to be compared with. */
const around = (movements: readonly Movement[], observation: Observation) =>
  movements.filter(
    ({ bin, revision }) =>
      bin === observation.bin && (revision === undefined || revision > startOf(observation)),
  )

/** The readings of one SKU's lines: each stream is read once, however many bins it was counted in. */
function readingsOfSku(
  source: CountSource,
  warehouse: string,
  sku: string,
  observations: readonly Observation[],
  clockTolerance: number,
): readonly Reading[] {
  const unitValue = source.lookups.unitValue(sku)
  const worth = unitValue === undefined ? {} : { unitValue }
  const stream = streams.stock(warehouse, sku)
  let read: readonly Movement[] | undefined
  const movements = () =>
    (read ??= movementsAfter(source, stream, Math.min(...observations.map(startOf)), LATEST))
  return observations.map((observation): Reading => {
    const { bin, line, counted } = observation
    const posted = source.lookups.posted(warehouse, countLineOf(observation))
    if (posted) {
      const book = counted - posted.variance
      return Object.assign({ bin, sku, line, book, ifBefore: book, ifAfter: book }, worth)
    }
    const now = onHand(stockOf(source, warehouse, sku).state, bin)
    const then = bookThen(observation, now, around(movements(), observation), clockTolerance)
    const { book, ifBefore, ifAfter } = then
    return Object.assign({ bin, sku, line, book, ifBefore, ifAfter }, worth)
  })
}

/** What the book was when each line of a count was counted: as it was posted and corrected, or as far as is known now. */
export function readingsOf(
  source: CountSource,
  warehouse: string,
  state: OpenedCount,
  { clockTolerance }: CountPolicy = defaultCountPolicy,
): readonly Reading[] {
  const bySku = new Map<string, Observation[]>()
  for (const { sku, observation } of observationsOf(state)) {
    const known = bySku.get(sku)
    if (known) known.push(observation)
    else bySku.set(sku, [observation])
  }
  return [...bySku].flatMap(([sku, observations]) =>
    readingsOfSku(source, warehouse, sku, observations, clockTolerance),
  )
}

const nothing: CountingFacts = { book: [], movements: [], readings: [] }

/** What a command about counts may depend on; undefined for all others. */
export function gatherCountingFacts(
  source: CountSource,
  warehouse: string,
  command: DomainCommand,
  /** The intention's own number: pending ones after it are not known to it. */
  before: number,
): CountingFacts | undefined {
  switch (command.type) {
    case 'RecordCount':
    case 'ScanCount':
      return { ...nothing, book: [lineOf(source, warehouse, command.bin, command.sku)] }
    case 'ConfirmEmptyBin': {
      const skus = source.lookups.skusIn(warehouse, command.bin)
      return { ...nothing, book: skus.map((sku) => lineOf(source, warehouse, command.bin, sku)) }
    }
    case 'PostCountVariance': {
      const stream = streams.stock(warehouse, command.sku)
      const { observation } = command
      const movements = movementsAfter(source, stream, startOf(observation), before)
      return { ...nothing, movements: around(movements, observation) }
    }
    case 'ApproveCount': {
      const state = source.bookOf(streams.count(warehouse, command.count)).effective as CountState
      if (state.status === 'unopened') return nothing
      const policy = source.lookups.warehouse(warehouse)?.counting
      return { ...nothing, readings: readingsOf(source, warehouse, state, policy) }
    }
    default:
      return undefined
  }
}
