import {
  type BookLine,
  type CountingFacts,
  type DomainCommand,
  streams,
} from '#shared/domain/index.ts'
import { onHand, startOf, type StockState } from '#shared/domain/stock/index.ts'
import type { CountState } from '#shared/domain/count/index.ts'
import { countLineOf } from '../store/index.ts'
import { around, type CountSource, movementsAfter, readingsOf } from './readings.ts'

function lineOf(source: CountSource, warehouse: string, bin: string, sku: string): BookLine {
  const { revision, effective } = source.bookOf(streams.stock(warehouse, sku))
  return { bin, sku, onHand: onHand(effective as StockState, bin), revision }
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
      const posted = source.lookups.isPosted(warehouse, observation)
      return { ...nothing, movements: around(movements, observation), posted }
    }
    case 'ApproveCount': {
      const state = source.bookOf(streams.count(warehouse, command.count)).effective as CountState
      if (state.status === 'unopened') return nothing
      const policy = source.lookups.warehouse(warehouse)?.counting
      return { ...nothing, readings: readingsOf(source, warehouse, state, policy) }
    }
    case 'PostCount': {
      const state = source.bookOf(streams.count(warehouse, command.count)).confirmed as CountState
      if (state.status === 'unopened') return nothing
      const posted = source.lookups.postedIn(warehouse, command.count)
      const { count } = command
      const isLeftUndone = (sku: string, line: string) =>
        source.lookups.postingConflict(streams.stock(warehouse, sku), { count, line }) === 'closed'
      const unposted = state.approved.filter(
        ({ sku, line }) => !posted.has(countLineOf({ count, line })) && !isLeftUndone(sku, line),
      )
      return { ...nothing, unposted: unposted.length }
    }
    default:
      return undefined
  }
}
