import { metadataSchema } from '#shared/contract/events.ts'
import {
  observationsOf,
  type CountObservation,
  type OpenedCount,
} from '#shared/domain/count/index.ts'
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
import type { Store } from '../store/index.ts'
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

/**
 * What happened in the observed bin after what the counter's terminal knew; and, where the counter said when, all of
 * it, since the time then counts more than what was known. Pending ones of this terminal follow, up to `before`.
 */
function movementsAround(
  { events, outbox }: CountSource,
  stream: string,
  { bin, known, live }: Observation,
  before: number,
): readonly Movement[] {
  const found: Movement[] = []
  for (const logged of events.after(stream, live ? known : -1)) {
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
  return found.filter((movement) => movement.bin === bin)
}

/** What the book was when a line was counted: as it was posted and corrected, or as far as is known now. */
function readingOf(
  source: CountSource,
  warehouse: string,
  { sku, observation }: CountObservation,
  policy: CountPolicy,
): Reading {
  const { bin, line } = observation
  const { state } = stockOf(source, warehouse, sku)
  const around = movementsAround(source, streams.stock(warehouse, sku), observation, LATEST)
  const posted = around.filter((movement) => movement.line === line)
  const variance = posted.reduce((sum, { delta }) => sum + delta, 0)
  const asPosted = observation.counted - variance
  const { book, ifBefore, ifAfter } =
    posted.length > 0
      ? { book: asPosted, ifBefore: asPosted, ifAfter: asPosted }
      : bookThen(observation, onHand(state, bin), around, policy.clockTolerance)
  const unitValue = source.lookups.unitValue(sku)
  const worth = unitValue === undefined ? {} : { unitValue }
  return { bin, sku, line, book, ifBefore, ifAfter, ...worth }
}

/** The readings of all lines of a count. */
export const readingsOf = (
  source: CountSource,
  warehouse: string,
  state: OpenedCount,
  policy: CountPolicy = defaultCountPolicy,
): readonly Reading[] =>
  observationsOf(state).map((observation) => readingOf(source, warehouse, observation, policy))

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
      const movements = movementsAround(source, stream, command.observation, before)
      return { ...nothing, movements }
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
