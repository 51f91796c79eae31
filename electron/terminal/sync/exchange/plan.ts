import type { NewEvent } from '../../central/index.ts'
import type { TailEntry } from '../../store/index.ts'

/** What one append sends: whole intentions, consecutive events of one stream. */
export type Batch = {
  /** The head that this terminal has observed and decided on; -1 for no stream. Never above it, never "any". */
  readonly expected: number
  readonly events: readonly NewEvent[]
  /** About what it takes on the line. */
  readonly bytes: number
  /** The number of its last intention. */
  readonly through: number
  /** There was more than one append holds. */
  readonly more: boolean
}

/**
 * What appends of ours are known to have reached, while the pull has not brought them back yet: the stream's head, and
 * the last intention. What is open of the stream up to it is in the central store, so planning goes on after it.
 */
export type Acknowledged = { readonly revision: number; readonly through: number }

/** Below the store's limit of 1 MiB, which counts data only. */
export const MAX_BATCH_BYTES = 900 * 1024
export const MAX_BATCH_EVENTS = 500

/** An event's id, type and framing on the line. */
const FRAME_BYTES = 100

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const sizeOf = ({ data, metadata }: NewEvent) => bytesOf(data) + bytesOf(metadata) + FRAME_BYTES

/**
 * The next append of a stream: its open intentions in order, up to the first that is parked or held, on the head that
 * is known here. Undefined when there is nothing to send. An intention is never split over two appends, so that it
 * lands as a whole or not at all; one that is larger than `most` bytes goes alone.
 * Takes no more of the tail than the append holds: a count that was worked offline can be thousands long.
 */
export function planBatch(
  tail: Iterable<TailEntry>,
  head: number,
  most = MAX_BATCH_BYTES,
): Batch | undefined {
  const limit = Math.min(most, MAX_BATCH_BYTES)
  const events: NewEvent[] = []
  let bytes = 0
  let through = 0
  let more = false
  for (const { state, sequence, decided } of tail) {
    if (state !== 'pending') break
    const unsent = decided.events.filter(({ revision }) => revision === undefined)
    const size = unsent.reduce((sum, event) => sum + sizeOf(event), 0)
    const full = bytes + size > limit || events.length + unsent.length > MAX_BATCH_EVENTS
    if (events.length > 0 && full) {
      more = true
      break
    }
    bytes += size
    through = sequence
    events.push(...unsent.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })))
  }
  return events.length === 0 ? undefined : { expected: head, events, bytes, through, more }
}

/** May an append whose outcome is unknown be sent again as it was? Only while what it was decided on still stands. */
export function sameStart(unsettled: Batch, planned: Batch): boolean {
  return (
    unsettled.expected === planned.expected &&
    unsettled.events.length <= planned.events.length &&
    unsettled.events.every(({ id }, index) => planned.events[index]?.id === id)
  )
}
