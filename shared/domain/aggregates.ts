import type { Aggregate } from './aggregate.ts'
import { count } from './count/index.ts'
import { conflict } from './conflict/index.ts'
import { operator } from './operator/index.ts'
import { product } from './product/index.ts'
import { stock } from './stock/index.ts'
import type { DomainCommand, DomainEvent } from './messages.ts'
import { terminal } from './terminal/index.ts'
import { warehouse } from './warehouse/index.ts'

/** The aggregates by the category of their streams. */
export const aggregates = {
  stock,
  product,
  warehouse,
  operator,
  terminal,
  conflict,
  count,
} as const

export type AggregateName = keyof typeof aggregates

type AnyAggregate = Aggregate<DomainCommand, DomainEvent, unknown>

/** By the type of a command or of an event: each is one aggregate's own. */
const byType = new Map<string, AnyAggregate>()
for (const aggregate of Object.values(aggregates))
  for (const type of [...Object.keys(aggregate.needs), ...Object.keys(aggregate.events)])
    // Whose type it is takes it, which the compiler cannot follow.
    byType.set(type, aggregate as unknown as AnyAggregate)

function ownerOf({ type }: DomainCommand | DomainEvent): AnyAggregate {
  const aggregate = byType.get(type)
  if (aggregate === undefined) throw new Error(`no aggregate has ${type}`)
  return aggregate
}

/** The stream that a command is decided on, for a terminal of the given warehouse. */
export const streamFor = (command: DomainCommand, warehouseCode: string): string =>
  ownerOf(command).streamFor(command, warehouseCode)

/** The one stream that an event belongs in, by what it says: in any other it means nothing. */
export const streamOf = (event: DomainEvent): string => ownerOf(event).streamOf(event)
