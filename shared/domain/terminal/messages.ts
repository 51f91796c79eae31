export type EnrolTerminal = {
  readonly type: 'EnrolTerminal'
  readonly terminal: string
  readonly warehouse: string
  /** The installation's public key, base64 (SPKI, DER): tells two machines with one name apart. */
  readonly key: string
}
export type RetireTerminal = { readonly type: 'RetireTerminal'; readonly terminal: string }
/**
 * A pending intention ended without an event of its own, since the newer state already said what it wanted.
 * Recorded by its terminal, so that the terminal's sequence has no gap in the central store.
 */
export type CloseIntention = {
  readonly type: 'CloseIntention'
  readonly terminal: string
  readonly intention: string
  readonly sequence: number
}
/** Numbers from one to another, both included. */
export type NumberRange = { readonly from: number; readonly to: number }

/** What a terminal found out about itself when it noticed that its data folder had been put back from a copy. */
export type Restoration = {
  readonly terminal: string
  /** The first number of the new epoch; no number below it is given out any more. */
  readonly first: number
  /** Numbers below it that nothing was recorded under: what had them was never sent, or has another number now. */
  readonly missing: readonly NumberRange[]
  /** When the last intention that was in the copy was accepted; absent where none was. */
  readonly copied?: string | undefined
  /** Until when work that was not sent can be lost: the first entry after the copy was put back, or when it was noticed. */
  readonly resumed: string
  /** Intentions that came back from the central store, and when the latest of them happened. */
  readonly returned: number
  readonly latest?: string | undefined
}

/** The terminal was put back from a copy of its data folder: from here on it numbers anew. Given by itself. */
export type BeginEpoch = { readonly type: 'BeginEpoch' } & Restoration

/** The terminal's clock was compared with the central store's, and what it is off by has changed. Given by itself. */
export type CompareClock = {
  readonly type: 'CompareClock'
  readonly terminal: string
  /** In milliseconds, above zero where the terminal's clock is ahead; 0 where it is right again. */
  readonly offset: number
}

/** A supervisor says that work on a stream goes on at this terminal, although events of it are missing here. */
export type AcceptIncomplete = {
  readonly type: 'AcceptIncomplete'
  readonly terminal: string
  readonly stream: string
}

/** What a central store is that is not the one that was worked with: ours from an older copy, another site's, or an empty one. */
export type StoreKind = 'older' | 'other' | 'empty'

/** What a supervisor took as the central store from then on, and what that meant for the terminal. */
export type Acceptance = {
  readonly terminal: string
  /** Who said so. */
  readonly by: string
  readonly kind: StoreKind
  /** The site that the store is of: the id of the first event of Tallydeck in it; absent where it was empty. */
  readonly site?: string | undefined
  /** Events that this terminal knew as recorded and the store has not. */
  readonly lacking: number
  /** Those of them that are this terminal's own: they are sent again. */
  readonly offered: number
}

/** A supervisor has said that the store that is there is the one to work with from now on. */
export type AcceptStore = { readonly type: 'AcceptStore' } & Acceptance

export type TerminalCommand =
  | EnrolTerminal
  | RetireTerminal
  | CloseIntention
  | BeginEpoch
  | CompareClock
  | AcceptIncomplete
  | AcceptStore

export type TerminalEnrolled = {
  readonly type: 'TerminalEnrolled'
  readonly data: { readonly terminal: string; readonly warehouse: string; readonly key: string }
}
export type TerminalRetired = {
  readonly type: 'TerminalRetired'
  readonly data: { readonly terminal: string }
}
export type IntentionClosed = {
  readonly type: 'IntentionClosed'
  readonly data: {
    readonly terminal: string
    readonly intention: string
    readonly sequence: number
    readonly because: 'already-so'
  }
}
export type EpochBegan = {
  readonly type: 'EpochBegan'
  /** The epoch that begins: 2 at the first restoration. */
  readonly data: Restoration & { readonly epoch: number }
}
export type ClockCompared = {
  readonly type: 'ClockCompared'
  readonly data: { readonly terminal: string; readonly offset: number }
}
export type IncompleteAccepted = {
  readonly type: 'IncompleteAccepted'
  readonly data: {
    readonly terminal: string
    readonly stream: string
    /** The highest revision that was missing then: what is missing later asks again. */
    readonly last: number
    readonly by: string
  }
}
export type StoreAccepted = { readonly type: 'StoreAccepted'; readonly data: Acceptance }
export type TerminalEvent =
  | TerminalEnrolled
  | TerminalRetired
  | IntentionClosed
  | EpochBegan
  | ClockCompared
  | IncompleteAccepted
  | StoreAccepted
