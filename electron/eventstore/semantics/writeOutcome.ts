/** The last event written; `revision` is -1 when the stream has none. */
export interface Written {
  readonly kind: 'written'
  readonly revision: number
  /** undefined for a retry whose events are not visible any more. */
  readonly position: number | undefined
}

export type WriteOutcome =
  | Written
  /** `current` is the stream's last revision, -1 without events. */
  | { readonly kind: 'wrong-expected-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' }
  | { readonly kind: 'timeout' }
