import type { CountingFacts, CountPolicy } from './counting.ts'
import type { Decision, Rebased } from './decision.ts'
import type { Direction } from './direction.ts'
import { instant } from './instant.ts'
import type { NeedsByCommand } from './needs.ts'
import type { Rulings } from './ruling.ts'
import type { Category } from './streams.ts'

export type * from './ruling.ts'

/** A fact about the world outside the aggregate that a decision may depend on, looked up by the terminal beforehand. */
export type Facts = {
  /** The terminal's warehouse, as it is known there. */
  readonly warehouse: {
    readonly code: string
    readonly registered: boolean
    readonly negativeStock: NegativeStockPolicy
    readonly reasons: readonly string[]
    /** What each of them does to the book; either where it is absent. */
    readonly directions?: Readonly<Record<string, Direction>> | undefined
    /** What the warehouse has set for counting and for settling; its defaults where absent. */
    readonly policy?: CountPolicy | undefined
  }
  /** For each bin that the command needs to know of: is it registered and in use? */
  readonly bins: Readonly<Record<string, boolean>>
  /** For each product that it needs to know of: is it registered? */
  readonly products: Readonly<Record<string, boolean>>
  /** For each barcode that it needs to know of and a product has: that product's SKU. */
  readonly barcodes: Readonly<Record<string, string>>
  /** How many active supervisors there are; absent where the command does not need it. */
  readonly supervisors?: number | undefined
  /** What commands about counts need besides; absent for all others. */
  readonly counting?: CountingFacts | undefined
  /** What this terminal does not know of the stream that the command is decided on, or names; absent where that is nothing. */
  readonly incomplete?: Incomplete | undefined
}

/** A stream of which events are missing on this terminal, or cannot be read by its version of the program. */
export type Incomplete = {
  readonly stream: string
  /** How many are known to be missing. */
  readonly missing: number
  /** How many are here and cannot be read. */
  readonly unreadable: number
  /** The highest revision that is missing or cannot be read; -1 where none is known to be. */
  readonly last: number
  /** The stream was ended for good: what came before its end can be missing, too, and nothing can be written to it. */
  readonly ended: boolean
  /** A supervisor has said that work goes on here without these. */
  readonly accepted: boolean
}

export type NegativeStockPolicy = 'refuse' | 'warn'

/** Who asks, when and on which terminal: what an intention has besides its command. */
export type Intent<C> = {
  /** The intention's id. */
  readonly id: string
  /** Its number on its terminal: 1, 2, 3, … without a gap. */
  readonly sequence: number
  readonly command: C
  /** Operator id, from the session. */
  readonly operator: string
  readonly role: Role
  /** The terminal's id. */
  readonly terminal: string
  /** When it happened, ISO 8601: the terminal's clock, unless the person said when. A claim. */
  readonly occurredAt: string
  /** The terminal's clock when it was accepted. Later than `occurredAt` when it was keyed in afterwards. */
  readonly acceptedAt: string
  /** What the clock was found to be off by then, in milliseconds, ahead is above zero; absent where nobody found that. */
  readonly clockOffset?: number | undefined
}

/** Keyed in as it happened: its time is the clock's, not what somebody said afterwards. */
export const isLive = ({
  occurredAt,
  acceptedAt,
}: Pick<Intent<never>, 'occurredAt' | 'acceptedAt'>) =>
  Math.abs(instant(acceptedAt) - instant(occurredAt)) < AS_IT_HAPPENED

/** Milliseconds between looking at the clock and recording. */
const AS_IT_HAPPENED = 2000

export type Role = 'operator' | 'supervisor'

/** What a rebase knows besides the newer state. */
export type RebaseContext<E> = {
  /**
   * Events of others on this stream since the revision that the intention was first decided on, oldest first: what
   * nobody could know who recorded it. A settlement does not change that.
   */
  readonly since: readonly E[]
  /** Those of them that nobody has looked at yet who settled a conflict of the intention; all while nobody has. */
  readonly unseen: readonly E[]
  /** What it was decided as at first: an observation, for one, stays what it was whatever came after. */
  readonly decided: readonly E[]
  /** How a person ruled on overlaps; absent while nobody has. */
  readonly rulings?: Rulings | undefined
}

/** One kind of aggregate: pure functions over its own commands, events and state. */
export type Typed = { readonly type: string }

export type Aggregate<C extends Typed, E extends Typed, S> = {
  /** The first part of its streams' names, before the first dash. */
  readonly category: Category
  /** The stream that a command is decided on, for a terminal of the given warehouse. */
  readonly streamFor: (command: C, warehouse: string) => string
  /** The one stream that an event belongs in, by what it says: in any other it means nothing. */
  readonly streamOf: (event: E) => string
  /** All its events. */
  readonly events: Readonly<Record<E['type'], true>>
  readonly initialState: S
  /** The facts that a decision on each of its commands depends on. */
  readonly needs: NeedsByCommand<C>
  readonly decide: (intent: Intent<C>, state: S, facts: Facts) => Decision<E>
  readonly evolve: (state: S, event: E) => S
  /** What is known once events in between are missing; the state as it was, where absent. */
  readonly lose?: (state: S) => S
  /** Does what the command rests on stand, although events are missing? Nothing does, where absent. */
  readonly isWholeFor?: (command: C, state: S) => boolean
  /** Its commands are decided whatever is missing: they are what a terminal has to say itself, or what settles things. */
  readonly goesOnIncomplete?: true
  /**
   * Which of its commands are decided although events cannot be read: what somebody has seen, and what the terminal has
   * to say itself. All others wait until the program is updated; all of them, where absent.
   */
  readonly goesOnUnread?: (command: C) => boolean
  /** Commands that together say what one does, where it is more than an append may hold; none where it is not. */
  readonly parts?: (command: C, decided: readonly E[]) => readonly C[]
  readonly rebase: (
    intent: Intent<C>,
    state: S,
    facts: Facts,
    context: RebaseContext<E>,
  ) => Rebased<E>
}
