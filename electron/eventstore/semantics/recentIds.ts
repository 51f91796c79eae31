import { LRUCache } from 'lru-cache'

interface Place {
  readonly stream: number
  readonly revision: number
}

/**
 * The ids written last, oldest forgotten first. EventStoreDB keeps 8 MiB of them, which is about this many.
 * It is filled from the log at the start, so that a retry across a restart is still recognised.
 */
const capacity = 100_000

export class RecentIds {
  readonly #places = new LRUCache<string, Place>({ max: capacity })

  add(id: Buffer, stream: number, revision: number): void {
    this.#places.set(id.toString('latin1'), { stream, revision })
  }

  revisionIn(stream: number | undefined, id: Buffer): number | undefined {
    const place = this.#places.peek(id.toString('latin1'))
    return place !== undefined && place.stream === stream ? place.revision : undefined
  }

  /** Replaces everything. `newestFirst` is how the log hands them out. */
  refill(newestFirst: readonly (readonly [id: Buffer, stream: number, revision: number])[]): void {
    this.#places.clear()
    for (const [id, stream, revision] of newestFirst.toReversed()) this.add(id, stream, revision)
  }
}
