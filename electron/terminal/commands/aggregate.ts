import {
  type Aggregate,
  aggregates,
  type DomainCommand,
  type DomainEvent,
  lookup,
  parseStream,
} from '#shared/domain/index.ts'

/** An aggregate whose commands, events and state are known to fit its stream, though not to the compiler. */
export type AnyAggregate = Aggregate<DomainCommand, DomainEvent, unknown>

/** The state of an aggregate, by the category of its streams. */
type States = {
  readonly [Name in keyof typeof aggregates]: (typeof aggregates)[Name]['initialState']
}

/** The state that a stream has, by its name. */
export type StateIn<Stream extends string> = Stream extends `${infer Category}-${string}`
  ? Category extends keyof States
    ? States[Category]
    : unknown
  : unknown

/** Raised when an `evolve` or the shape of a state changes: snapshots of another version are not used. */
export const STATE_VERSION = 13

/** The aggregate of a stream; undefined for a category that this program does not know: its events are only kept. */
export function aggregateOf(stream: string): AnyAggregate | undefined {
  const category = parseStream(stream)?.category ?? ''
  return lookup<unknown>(aggregates, category) as AnyAggregate | undefined
}
