import type { CentralEvent } from '../../central/index.ts'

/** What is taken in in one transaction. */
export type Slice = {
  readonly events: readonly CentralEvent[]
  /** Once it is in, all of the chunk up to here is, in the order of the log. */
  readonly through: number
}

/** How many events to take in at once, so that whoever scans meanwhile does not wait. */
export type SliceSize = {
  readonly most: () => number
  /** So many were taken in, in so many milliseconds. */
  readonly took: (events: number, ms: number) => void
}

const LEAST = 25
const MOST = 100
/** Above the first there are fewer the next time, below the second more. */
const LONG_MS = 15
const SHORT_MS = 8

export function openSliceSize(): SliceSize {
  let most = MOST
  return {
    most: () => most,
    took: (events, ms) => {
      if (ms > LONG_MS) most = Math.max(LEAST, Math.floor(Math.min(most, events) / 2))
      else if (ms < SHORT_MS && events >= most) most = Math.min(MOST, most * 2)
    },
  }
}

/**
 * Cuts a chunk into what is taken in at once. A stream whose long tail has to be decided again, because of what others
 * recorded on it, is by itself, with all that the chunk has of it: each time that costs as much as the tail is long.
 */
export function slicesOf(
  events: readonly CentralEvent[],
  most: number,
  isLong: (stream: string) => boolean,
): readonly Slice[] {
  const alone = new Set([...new Set(events.map(({ stream }) => stream))].filter(isLong))
  const parts: number[][] = []
  const ofStream = new Map<string, number[]>()
  let open: number[] = []
  events.forEach(({ stream }, index) => {
    const own = ofStream.get(stream)
    if (own) own.push(index)
    else if (alone.has(stream)) {
      const part = [index]
      parts.push(part)
      ofStream.set(stream, part)
      open = []
    } else {
      if (open.length === 0 || open.length >= most) parts.push((open = []))
      open.push(index)
    }
  })
  let next = events.length
  const slices: Slice[] = []
  for (const part of parts.toReversed()) {
    const taken = part.flatMap((index) => events[index] ?? [])
    slices.unshift({ events: taken, through: next })
    next = Math.min(next, part[0] ?? next)
  }
  return slices
}
