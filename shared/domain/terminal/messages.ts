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
export type TerminalCommand = EnrolTerminal | RetireTerminal | CloseIntention

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
export type TerminalEvent = TerminalEnrolled | TerminalRetired | IntentionClosed
