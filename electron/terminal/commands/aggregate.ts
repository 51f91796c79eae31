import {
  type Aggregate,
  aggregates,
  type DomainCommand,
  type DomainEvent,
  parseStream,
} from '#shared/domain/index.ts'

/** An aggregate whose commands, events and state are known to fit its stream, though not to the compiler. */
export type AnyAggregate = Aggregate<DomainCommand, DomainEvent, unknown>

/** Raised when an `evolve` or the shape of a state changes: snapshots of another version are not used. */
export const STATE_VERSION = 13

/** The aggregate of a stream; undefined for a category that this program does not know: its events are only kept. */
export function aggregateOf(stream: string): AnyAggregate | undefined {
  const category = parseStream(stream)?.category ?? ''
  return Object.hasOwn(aggregates, category)
    ? (aggregates[category as keyof typeof aggregates] as unknown as AnyAggregate)
    : undefined
}
