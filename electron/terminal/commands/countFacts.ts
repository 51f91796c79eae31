import {
  type BookLine,
  type CountingFacts,
  type CountingNeeds,
  streams,
  unreachable,
} from '#shared/domain/index.ts'
import { onHand, startOf } from '#shared/domain/stock/index.ts'
import { countLineOf } from '../store/index.ts'
import { around, type CountSource, movementsAfter, readingsOf } from './readings.ts'

function lineOf(source: CountSource, warehouse: string, bin: string, sku: string): BookLine {
  const { revision, effective } = source.bookOf(streams.stock(warehouse, sku))
  return { bin, sku, onHand: onHand(effective, { bin }), revision }
}

const nothing: CountingFacts = { book: [], movements: [], readings: [] }

/** What a decision about counts depends on. */
export function gatherCountingFacts(
  source: CountSource,
  warehouse: string,
  needs: CountingNeeds,
  /** The intention's own number: pending ones after it are not known to it. */
  before: number,
): CountingFacts {
  switch (needs.kind) {
    case 'book-at':
      return { ...nothing, book: [lineOf(source, warehouse, needs.bin, needs.sku)] }
    case 'book-in': {
      const skus = source.lookups.skusIn(warehouse, needs.bin)
      return { ...nothing, book: skus.map((sku) => lineOf(source, warehouse, needs.bin, sku)) }
    }
    case 'movements': {
      const { sku, observation } = needs
      const stream = streams.stock(warehouse, sku)
      const movements = movementsAfter(source, stream, startOf(observation), before)
      const posted = source.lookups.isPosted(warehouse, observation)
      return { ...nothing, movements: around(movements, observation), posted }
    }
    case 'readings': {
      const state = source.bookOf(streams.count(warehouse, needs.count)).effective
      if (state.status === 'unopened') return nothing
      const policy = source.lookups.warehouse(warehouse)?.counting
      return { ...nothing, readings: readingsOf(source, warehouse, state, policy) }
    }
    case 'unposted': {
      const state = source.bookOf(streams.count(warehouse, needs.count)).confirmed
      if (state.status === 'unopened') return nothing
      const posted = source.lookups.postedIn(warehouse, needs.count)
      const { count } = needs
      const isLeftUndone = (sku: string, line: string) =>
        source.lookups.postingConflict(streams.stock(warehouse, sku), { count, line }) === 'closed'
      const unposted = state.approved.filter(
        ({ sku, line }) => !posted.has(countLineOf({ count, line })) && !isLeftUndone(sku, line),
      )
      return { ...nothing, unposted: unposted.length }
    }
    default:
      return unreachable(needs)
  }
}
