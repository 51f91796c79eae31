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
  readonly #places = new Map<string, Place>()

  add(id: Buffer, stream: number, revision: number): void {
    const key = id.toString('latin1')
    this.#places.delete(key)
    this.#places.set(key, { stream, revision })
    if (this.#places.size <= capacity) return
    const oldest = this.#places.keys().next()
    if (!oldest.done) this.#places.delete(oldest.value)
  }

  revisionIn(stream: number | undefined, id: Buffer): number | undefined {
    const place = this.#places.get(id.toString('latin1'))
    return place !== undefined && place.stream === stream ? place.revision : undefined
  }

  /** Replaces everything. `newestFirst` is how the log hands them out. */
  refill(newestFirst: readonly (readonly [id: Buffer, stream: number, revision: number])[]): void {
    this.#places.clear()
    for (const [id, stream, revision] of newestFirst.toReversed()) this.add(id, stream, revision)
  }
}
