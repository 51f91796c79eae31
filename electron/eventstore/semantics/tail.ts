import { LRUCache } from 'lru-cache'
import type { StoredEvent } from '../storage/storedEvent.ts'

const maxEvents = 4096
const maxBytes = 4 * 1024 * 1024

/** How many events one call hands out at most: as many as a chunk of a read. */
const chunk = 256

/** What an event costs beyond its data. */
const overhead = 100

const sizeOf = (event: StoredEvent) => event.data.length + event.metadata.length + overhead

/**
 * The newest events of the log, in memory. A hundred subscriptions that follow the log look at each new event
 * here, and share it, where otherwise each would read its own copy from the database.
 */
export class Tail {
  /** By position. Only ever peeked at, so that the oldest is what is dropped. */
  readonly #events = new LRUCache<number, StoredEvent>({
    max: maxEvents,
    maxSize: maxBytes,
    sizeCalculation: sizeOf,
  })

  /** The events are committed and follow on the last. */
  push(events: readonly StoredEvent[]): void {
    for (const event of events) this.#events.set(event.position, event)
  }

  clear(): void {
    this.#events.clear()
  }

  /** The events after a position, as far as they are here and one chunk goes; undefined when the next is not. */
  after(position: number): StoredEvent[] | undefined {
    const events: StoredEvent[] = []
    while (events.length < chunk) {
      const event = this.#events.peek(position + 1 + events.length)
      if (!event) break
      events.push(event)
    }
    return events.length > 0 ? events : undefined
  }
}
