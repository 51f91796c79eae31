/** What an unproven line is trusted with at first, over all streams. */
export const FIRST_WINDOW = 32 * 1024
export const LEAST_WINDOW = 4 * 1024
/** Enough for any line: more would only hold up the process that prepares it. */
export const MOST_WINDOW = 4 * 1024 * 1024
/** Streams that share the window while there are that many: fewer, larger appends cost the store less. */
const SHARES = 8
/** Appends that would be closer to each other than this are not held back. */
const LEAST_SPACE_MS = 5
/** What an append may wait on the line, beyond the quickest answer so far, for more to be sent at once. */
const QUICK_MS = 500
/** A store may give up an append that takes two seconds to arrive. */
const SLOW_MS = 1500
/** What is left of the window when answers are slow, and when one does not come. */
const WHEN_SLOW = 0.75
const WHEN_LATE = 0.5
const CAREFULLY = 4
/** An answer that took longer says nothing of the way to the store: the line was full. */
const LONGEST_WAY_MS = 1000
/** What an append may take besides the time on the line. */
const PATIENCE_MS = 10_000
/** For each window's worth that is under way. */
const PATIENCE_FOR_WINDOW_MS = 4000

/** An append that is on its way. */
export type Passage = {
  readonly bytes: number
  /** What was under way when it was sent, itself included. */
  readonly load: number
  readonly sentAt: number
  /** How long its answer is waited for, in milliseconds. */
  readonly deadlineMs: number
}

export type Pace = {
  /** How many bytes the next append may take while so many streams have something to send; 0: wait. */
  readonly share: (streams: number) => number
  /** How long until the next append may begin, in milliseconds. */
  readonly restMs: () => number
  /** May this much be sent now? What is larger than the line is trusted with goes alone. */
  readonly admits: (bytes: number) => boolean
  readonly send: (bytes: number) => Passage
  /** The store has taken it in, or compared it. */
  readonly answered: (passage: Passage) => void
  /** Its answer did not come in time. Answers how often in a row that was so, with nothing answered in between. */
  readonly late: (passage: Passage) => number
  /** It is over, and says nothing of the line. */
  readonly gone: (passage: Passage) => void
}

/**
 * Decides how much is sent at once: little at first, more while answers come quickly, less when they are slow.
 * What begins together shares the line and arrives together, late, after which the line stands idle for a whole way
 * there and back; so appends begin one after the other, a window's worth spread over the time of the quickest answer.
 */
export function openPace(now: () => number): Pace {
  let window = FIRST_WINDOW
  let underWay = 0
  let quickest = LONGEST_WAY_MS
  let nextAt = -Infinity
  let shrunkAt = -Infinity
  let lateInARow = 0

  const gone = ({ bytes }: Passage) => {
    underWay -= bytes
  }

  /** Once for all that was under way together. Answers whether it was the first of them. */
  function shrink({ sentAt }: Passage, to: number): boolean {
    if (sentAt <= shrunkAt) return false
    shrunkAt = now()
    window = Math.max(LEAST_WINDOW, window * to)
    return true
  }

  /** Fast at first; carefully once it is known what is too much. */
  function grow({ bytes }: Passage): void {
    window = Math.min(MOST_WINDOW, window + (shrunkAt === -Infinity ? bytes : bytes / CAREFULLY))
  }

  function space(bytes: number): number {
    const space = (quickest * bytes) / window
    return quickest === LONGEST_WAY_MS || space < LEAST_SPACE_MS ? 0 : Math.min(quickest, space)
  }

  return {
    restMs: () => Math.max(0, nextAt - now()),
    share: (streams) => {
      const share = Math.floor(window / Math.min(SHARES, Math.max(1, streams)))
      return underWay === 0 || underWay + share <= window ? share : 0
    },
    admits: (bytes) => underWay === 0 || underWay + bytes <= window,
    send: (bytes) => {
      underWay += bytes
      nextAt = now() + space(bytes)
      const deadlineMs = Math.round(PATIENCE_MS + (PATIENCE_FOR_WINDOW_MS * underWay) / window)
      return { bytes, load: underWay, sentAt: now(), deadlineMs }
    },
    answered: (passage) => {
      gone(passage)
      lateInARow = 0
      const took = Math.max(0, now() - passage.sentAt)
      quickest = Math.min(quickest, took)
      const waited = took - quickest
      if (waited > SLOW_MS) shrink(passage, WHEN_SLOW)
      // Little that came back quickly does not show what the line would do with more.
      else if (waited <= QUICK_MS && passage.load * 2 >= window) grow(passage)
    },
    late: (passage) => {
      gone(passage)
      if (shrink(passage, WHEN_LATE)) lateInARow += 1
      return lateInARow
    },
    gone,
  }
}
