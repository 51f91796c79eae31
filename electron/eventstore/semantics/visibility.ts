import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import type { StreamMetadata } from './streamMetadata.ts'

/** Which events of a stream a read may show, by its metadata as of `now` (milliseconds since 1970). */
export interface Visibility {
  readonly firstRevision: number
  /** Milliseconds since 1970: what is older is not visible. */
  readonly oldest: number
  isVisible(event: StoredEvent): boolean
}

export function visibility(metadata: StreamMetadata, last: number, now: number): Visibility {
  const { maxCount, maxAge, truncateBefore } = metadata
  const firstRevision = Math.max(
    0,
    maxCount === undefined ? 0 : last - maxCount + 1,
    truncateBefore ?? 0,
  )
  const oldest = maxAge === undefined ? Number.NEGATIVE_INFINITY : now - maxAge * 1000
  return {
    firstRevision,
    oldest,
    isVisible: (event) =>
      event.revision >= firstRevision &&
      event.revision !== tombstoneRevision &&
      event.created >= oldest,
  }
}
