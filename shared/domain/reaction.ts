import type { DomainCommand, DomainEvent } from './messages.ts'
import type { Category } from './streams.ts'

type Line = { readonly count: string; readonly line: string }

/** What is known where something follows. */
export type Known = {
  /** How many active supervisors there are. */
  readonly supervisors: number
  /** Has the log the posting of this count line? */
  readonly isPosted: (warehouse: string, line: Line) => boolean
  /** Where the conflict about its posting stands; undefined where there is none. */
  readonly postingConflict: (
    warehouse: string,
    sku: string,
    line: Line,
  ) => 'open' | 'settled' | 'closed' | undefined
}

/** A command that follows from an event. */
export type Consequence = {
  /** Its intention's id is made from it and from the event: following twice, it is one intention. */
  readonly name: string
  readonly command: DomainCommand
  /** In whose name. */
  readonly operator: string
  /** Nothing is left to do. `overdue`: it is asked on another terminal than the one whose it is. */
  readonly isDone: (known: Known, overdue: boolean) => boolean
}

type On = { readonly on: readonly DomainEvent['type'][] }

/** Commands, given by the terminal that the event came from. */
export type Follow = On & {
  readonly kind: 'follow'
  readonly follows: (event: DomainEvent) => readonly Consequence[]
  /** Of all such events in the log only the one that stands last in it counts, and while this is so; absent: each. */
  readonly onlyLastWhile?: (known: Known) => boolean
  /** When any other terminal gives them, since the one may be gone. */
  readonly overdue:
    | 'once-caught-up'
    | {
        /** By the central store's time. */
        readonly afterMs: number
        /** Older ones are left to people. */
        readonly untilMs: number
        /** The streams that a terminal of a warehouse looks after: how their names begin. */
        readonly streams: (warehouse: string) => string
      }
}

/** A person asks a terminal for what follows from these events of the same stream, whoever recorded them. */
export type FollowAgain = On & { readonly kind: 'follow-again'; readonly from: Follow }

/** It changes what decisions on other streams rest on: what is pending there is decided again. */
export type DecideAgain = On & {
  readonly kind: 'decide-again'
  /** Only on the terminal that the event came from. */
  readonly own?: true
  readonly there: (event: DomainEvent) => OtherStreams | undefined
}

/** All streams of a category, or one. */
export type OtherStreams = { readonly category: Category } | { readonly stream: string }

/** A person's answer to a conflict, carried out by the terminal that has the intention. */
export type Settle = On & { readonly kind: 'settle' }

/** Answers that could not be carried out may be now, on the terminal that the event came from. */
export type SettleRest = On & { readonly kind: 'settle-rest' }

/** What follows from confirmed events, as data. */
export type Reaction = Follow | FollowAgain | DecideAgain | Settle | SettleRest

/** What events of these types are answered with; any other with nothing. */
export const answering =
  <Type extends DomainEvent['type'], Result>(
    types: readonly Type[],
    answer: (event: Extract<DomainEvent, { type: Type }>) => Result,
    nothing: Result,
  ) =>
  (event: DomainEvent): Result =>
    isOf(types, event) ? answer(event) : nothing

const isOf = <Type extends DomainEvent['type']>(
  types: readonly Type[],
  event: DomainEvent,
): event is Extract<DomainEvent, { type: Type }> =>
  (types as readonly string[]).includes(event.type)
