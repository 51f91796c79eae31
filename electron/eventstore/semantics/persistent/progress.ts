/**
 * How far a group has come: the place up to which every message is done, whatever the order of answers.
 * A restart goes on after it, so it must never pass a message that is still with a consumer.
 */
export class Progress {
  readonly #open = new Map<number, boolean>()
  #done: number
  #count = 0

  constructor(done: number) {
    this.#done = done
  }

  /** Everything up to and including this place is done. */
  get done(): number {
    return this.#done
  }

  /** How many events were done since the last checkpoint. */
  get count(): number {
    return this.#count
  }

  /** Places begin in ascending order. */
  begin(place: number): void {
    this.#open.set(place, false)
  }

  finish(place: number): void {
    if (!this.#open.has(place)) return
    this.#open.set(place, true)
    this.#count += 1
    for (const [first, finished] of this.#open) {
      if (!finished) break
      this.#open.delete(first)
      this.#done = first
    }
  }

  /** Events up to this place were looked at and none of those after the last begun one is for this group. */
  skipTo(place: number, skipped: number): void {
    if (this.#open.size > 0 || place <= this.#done) return
    this.#done = place
    this.#count += skipped
  }

  checkpointed(): void {
    this.#count = 0
  }
}
