import type { Rulings } from '../aggregate.ts'
import type { ConflictReason, RefusalFacts } from '../decision.ts'

/**
 * How a person can settle a conflict:
 * - `retry`: decide the same intention again on what is known now;
 * - `record-as-happened`: it has happened; record it although it does not fit, and have the bin counted;
 * - `change-quantity`, `other-bin`: carry it out with another quantity or from another bin;
 * - `before-count`, `after-count`: the movement in question was made before the bin was counted, or after;
 * - `recount`: nothing of it is recorded; the bin is counted again;
 * - `leave-undone`: nothing is recorded on the stream; the reason is the note.
 */
export type Choice =
  | 'retry'
  | 'record-as-happened'
  | 'change-quantity'
  | 'other-bin'
  | 'before-count'
  | 'after-count'
  | 'recount'
  | 'leave-undone'

/** What a choice would leave on hand, bin by bin, in stock-keeping units; empty where it touches no stock. */
export type OfferedChoice = {
  readonly choice: Choice
  readonly leaves: Readonly<Record<string, number>>
  /** With `change-quantity`: what is there to be had. */
  readonly quantity?: number | undefined
  /** With `other-bin`: the one that has the most. */
  readonly bin?: string | undefined
}

/** Why a choice is proposed: a stable name, said in words by the screen. */
export type ProposalReason =
  /** The goods have left the bin, whatever the book says. */
  | 'goods-have-moved'
  /** With this reading the count agrees with the book. */
  | 'agrees-with-book'
  /** The time of the movement is nearer to that side of the count. */
  | 'nearer-in-time'
  /** Nothing but another look can tell. */
  | 'only-a-look-tells'
  /** What somebody else recorded stands already. */
  | 'theirs-stands'
  /** It is possible now. */
  | 'possible-now'

export type Proposal = { readonly choice: Choice; readonly because: ProposalReason }

/** The intention that could not be decided again, as it was accepted. */
export type ParkedIntention = {
  readonly intention: string
  /** The command as the operator gave it. */
  readonly command: { readonly type: string } & Readonly<Record<string, unknown>>
  /** The version of the command's form; absent for the first. */
  readonly version?: number | undefined
  readonly operator: string
  readonly terminal: string
  readonly occurredAt: string
  readonly sequence: number
  /** How it was asked for; absent for a screen. */
  readonly via?: string | undefined
}

export type ConflictCase = {
  readonly conflict: string
  readonly warehouse: string
  /** The stream that the intention was for. */
  readonly stream: string
  readonly intention: ParkedIntention
  readonly reason: ConflictReason
  readonly facts: RefusalFacts
  /** The stream's revision that it was decided on, -1 for none; what came in between lies after it … */
  readonly decidedOn: number
  /** … up to this one, the head when the conflict was found. */
  readonly head: number
  readonly choices: readonly OfferedChoice[]
  /** The choice that is selected first. */
  readonly proposed?: Proposal | undefined
  /** How people ruled on its overlaps so far, by count line. */
  readonly rulings?: Rulings | undefined
}

export type Settlement = {
  readonly choice: Choice
  /** With `change-quantity`. */
  readonly quantity?: number | undefined
  /** With `other-bin`. */
  readonly bin?: string | undefined
  readonly note?: string | undefined
}

/** What came of the settlement, said by the terminal that carried it out. */
export type Closing = {
  readonly conflict: string
  readonly result: 'carried-out' | 'left-undone'
}

/** The settlement is not possible on what is known now: a person has to choose again. */
export type Reopening = Pick<
  ConflictCase,
  'conflict' | 'reason' | 'facts' | 'head' | 'choices' | 'proposed' | 'rulings'
>

export type RaiseConflict = { readonly type: 'RaiseConflict' } & ConflictCase
export type ResolveConflict = {
  readonly type: 'ResolveConflict'
  readonly conflict: string
} & Settlement
export type CloseConflict = { readonly type: 'CloseConflict' } & Closing
export type ReopenConflict = { readonly type: 'ReopenConflict' } & Reopening
export type ConflictCommand = RaiseConflict | ResolveConflict | CloseConflict | ReopenConflict

export type ConflictRaised = { readonly type: 'ConflictRaised'; readonly data: ConflictCase }
export type ConflictResolved = {
  readonly type: 'ConflictResolved'
  readonly data: { readonly conflict: string; readonly by: string } & Settlement
}
export type ConflictClosed = { readonly type: 'ConflictClosed'; readonly data: Closing }
export type ConflictReopened = { readonly type: 'ConflictReopened'; readonly data: Reopening }
export type ConflictEvent = ConflictRaised | ConflictResolved | ConflictClosed | ConflictReopened
