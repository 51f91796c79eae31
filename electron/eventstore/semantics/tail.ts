import type { StoredEvent } from '../storage/storedEvent.ts'

const maxEvents = 4096
const maxBytes = 4 * 1024 * 1024

/** How many events one call hands out at most: as many as a chunk of a read. */
const chunk = 256

const sizeOf = (event: StoredEvent) => event.data.length + event.metadata.length

/**
 * The newest events of the log, in memory. A hundred subscriptions that follow the log look at each new event
 * here, and share it, where otherwise each would read its own copy from the database.
 */
export class Tail {
  #events: StoredEvent[] = []
  #start = 0
  #bytes = 0

  /** The events are committed and follow on the last. */
  push(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.#events.push(event)
      this.#bytes += sizeOf(event)
    }
    this.#trim()
  }

  clear(): void {
    this.#events = []
    this.#start = 0
    this.#bytes = 0
  }

  /** The events after a position, as far as one chunk goes; undefined when they are not all here. */
  after(position: number): StoredEvent[] | undefined {
    const first = this.#events[this.#start]
    if (!first || position + 1 < first.position) return undefined
    const from = this.#start + (position + 1 - first.position)
    return this.#events.slice(from, from + chunk)
  }

  #trim(): void {
    while (this.#events.length - this.#start > maxEvents || this.#bytes > maxBytes) {
      const oldest = this.#events[this.#start]
      if (!oldest) break
      this.#bytes -= sizeOf(oldest)
      this.#start += 1
    }
    // Moving the rest costs as much as it holds, so it is done only when that is the smaller part.
    if (this.#start <= this.#events.length / 2) return
    this.#events = this.#events.slice(this.#start)
    this.#start = 0
  }
}
