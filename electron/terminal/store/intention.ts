import type { Outcome } from '#shared/contract/commands.ts'
import type { GivenCommand } from '#shared/contract/storedCommands.ts'
import type { EventMetadata } from '#shared/contract/events.ts'
import type { Settling } from '#shared/domain/settling/index.ts'
import type { DomainCommand, DomainEvent, Role } from '#shared/domain/index.ts'

/**
 * - `pending`: to be pushed; `held`: waits behind a conflict of its stream; `conflict`: needs a person;
 * - ended: `confirmed` (the central store has it), `satisfied` (newer state said the same), `abandoned` (left undone).
 */
export type IntentionState =
  'pending' | 'held' | 'conflict' | 'confirmed' | 'satisfied' | 'abandoned'

export type Intention = {
  /** 1, 2, 3, … without a gap on this terminal. */
  readonly sequence: number
  readonly id: string
  readonly stream: string
  /** Undefined where this version cannot read it: it is kept as it is, and nothing is decided on it. */
  readonly command: DomainCommand | undefined
  readonly operator: string
  readonly role: Role
  readonly occurredAt: string
  readonly acceptedAt: string
  readonly correlation: string
  readonly causation: string
  /** How it was asked for, where that was no screen. */
  readonly via: string | undefined
  /** The stream's confirmed revision that it was first decided on; -1 for none. */
  readonly firstBase: number
  /** What the clock was found to be off by when it was recorded, in milliseconds; undefined where nobody found that. */
  readonly clockOffset: number | undefined
  readonly state: IntentionState
  /** How often it came into conflict. */
  readonly conflicts: number
  /** The conflict that parks it. */
  readonly conflict: string | undefined
  /** How a person settled its last conflict: it is decided in that way from then on. */
  readonly settled: Settling | undefined
}

export type NewIntention = Omit<
  Intention,
  'state' | 'conflicts' | 'conflict' | 'settled' | 'command'
> & {
  readonly command: DomainCommand | GivenCommand
  /** The version of the command's form; absent for the current one. */
  readonly commandVersion?: number | undefined
  readonly state: 'pending' | 'held'
  readonly outcome: Outcome
}

/** An event that the central store has not confirmed yet. */
export type PendingEvent = DomainEvent & {
  readonly id: string
  readonly version: number
  readonly metadata: EventMetadata
  /** Set when it has been confirmed while others of its decision have not. */
  readonly revision?: number | undefined
}

export type Decided = {
  readonly decision: number
  /** The stream's confirmed revision that it was decided on; -1 for none. */
  readonly base: number
  /** False for a held decision that newer state no longer allows: it is no part of the effective state. */
  readonly applies: boolean
  readonly events: readonly PendingEvent[]
}

/** An open intention with the decision that stands. */
export type TailEntry = Intention & { readonly decided: Decided }

/** One whose command this version can read: it can be decided again. */
export type ReadableEntry = TailEntry & { readonly command: DomainCommand }

export const isReadable = (entry: TailEntry): entry is ReadableEntry => entry.command !== undefined
