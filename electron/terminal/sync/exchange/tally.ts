/** What sync has done since the terminal was opened. */
export type Tally = {
  readonly ingested: (done: { own: number; others: number; rebased: number }) => void
  readonly read: () => {
    /** Events of this terminal that the central store was seen to have. */
    readonly pushed: number
    /** Events of others. */
    readonly pulled: number
    /** Intentions that were decided again. */
    readonly rebased: number
  }
}

export function openTally(): Tally {
  let pushed = 0
  let pulled = 0
  let rebasedSoFar = 0
  return {
    ingested: ({ own, others, rebased }) => {
      pushed += own
      pulled += others
      rebasedSoFar += rebased
    },
    read: () => ({ pushed, pulled, rebased: rebasedSoFar }),
  }
}
