import { z } from 'zod'
import type { Meta } from '../store/index.ts'

/** What a clock may be off by before it is called wrong; a machine that sets its clock by itself is within a second. */
export const CLOCK_TOLERANCE_MS = 30_000
/** The wall clock was set, rather than corrected by and by. */
const JUMP_MS = 5000
const JUMPS = 'clock-jumps'

/** The wall clock was set by so much, in milliseconds, when numbers up to this one had been given out. */
const jump = z.object({ upTo: z.int(), by: z.number() })
type Jump = z.infer<typeof jump>

/**
 * What is known of this machine's clock. An offset is in milliseconds, above zero where this machine's clock is ahead.
 * The clock is compared with the central store's at each contact; in between, it is watched for being set.
 */
export type Clock = {
  /** What it is off by now, as far as that is known; undefined where nothing is wrong with it. */
  readonly off: () => number | undefined
  /** Looks whether it was set since it was last looked at. Within a unit of the ledger. */
  readonly look: (lastSequence: number) => void
  /** What it was off by when this number was given out, if it is off by so much now. */
  readonly offAt: (sequence: number, now: number) => number
  /** What it was found to be off by now; 0 where it is right. Within a unit of the ledger. */
  readonly compared: (offset: number) => void
  /** It was set since it was last compared. */
  readonly wasSet: () => boolean
}

export type ClockOptions = {
  readonly meta: Meta
  /** ISO 8601. */
  readonly now: () => string
  /** Milliseconds that only ever grow, also while the machine sleeps. */
  readonly uptime: () => number
}

const sumOf = (jumps: readonly Jump[]) => jumps.reduce((sum, { by }) => sum + by, 0)

export function openClock({ meta, now, uptime }: ClockOptions): Clock {
  const drift = () => Date.parse(now()) - uptime()
  let jumps: readonly Jump[] = z.array(jump).parse(JSON.parse(meta.get(JUMPS) ?? '[]'))
  let compared = 0
  let seen = drift()
  const keep = (next: readonly Jump[]) => {
    if (next.length === 0 && jumps.length === 0) return
    jumps = next
    meta.set(JUMPS, JSON.stringify(next))
  }
  return {
    off: () => {
      const off = compared + sumOf(jumps)
      return Math.abs(off) > CLOCK_TOLERANCE_MS ? off : undefined
    },
    look: (upTo) => {
      const by = drift() - seen
      if (Math.abs(by) < JUMP_MS) return
      seen += by
      keep([...jumps, { upTo, by: Math.round(by) }])
    },
    offAt: (sequence, off) => off - sumOf(jumps.filter(({ upTo }) => upTo >= sequence)),
    compared: (offset) => {
      compared = offset
      keep([])
    },
    wasSet: () => jumps.length > 0 || Math.abs(drift() - seen) >= JUMP_MS,
  }
}
