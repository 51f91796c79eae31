import { type AggregateName, type DomainEvent, lookup, parseStream } from '#shared/domain/index.ts'
import type { ReadModelRow } from '../store/index.ts'
import { conflictProjection } from './conflict.ts'
import { countProjection } from './count.ts'
import { operatorProjection, terminalProjection } from './people.ts'
import { productProjection } from './product.ts'
import type { Projection } from './projection.ts'
import { stockProjection } from './stock.ts'
import { warehouseProjection } from './warehouse.ts'

export { movementOf } from './movement.ts'

/** Raised when a projection, or a table that it fills, changes: the read models are then made anew at the next open. */
export const READ_MODEL_VERSION = 14

/** A stream's category decides which events and states it has: the one place where that knowledge is lost to types. */
type AnyProjection = Projection<DomainEvent, unknown>
const erase = <E extends DomainEvent, S>(projection: Projection<E, S>): AnyProjection =>
  projection as unknown as AnyProjection

const byCategory: Readonly<Record<AggregateName, AnyProjection>> = {
  stock: erase(stockProjection),
  product: erase(productProjection),
  warehouse: erase(warehouseProjection),
  operator: erase(operatorProjection),
  terminal: erase(terminalProjection),
  conflict: erase(conflictProjection),
  count: erase(countProjection),
}

const of = (stream: string) =>
  lookup<AnyProjection>(byCategory, parseStream(stream)?.category ?? '')

/** The keys of a stream whose rows an event may change. */
export const keysOf = (stream: string, event: DomainEvent): readonly string[] =>
  of(stream)?.keysOf(event) ?? []

/** Every key of a stream that has a row in either state. */
export const allKeys = (
  stream: string,
  confirmed: unknown,
  effective: unknown,
): readonly string[] => {
  const projection = of(stream)
  return projection
    ? [...new Set([...projection.allKeys(confirmed), ...projection.allKeys(effective)])]
    : []
}

/** The rows of a stream at the given keys, as they stand now. */
export function rowsOf(
  stream: string,
  keys: Iterable<string>,
  confirmed: unknown,
  effective: unknown,
): readonly ReadModelRow[] {
  const projection = of(stream)
  const id = parseStream(stream)?.id ?? ''
  return projection ? [...keys].map((key) => projection.row(id, key, confirmed, effective)) : []
}
