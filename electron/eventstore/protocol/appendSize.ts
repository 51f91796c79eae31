import type { NewEvent } from '../storage/storedEvent.ts'
import { maxAppendSize, maximumAppendSizeExceeded } from './status.ts'

/** Metadata is outside EventStoreDB's limit, but memory is not outside ours: the size of its largest log record. */
const maxTotal = 16 * 1024 * 1024

/** Counts what one append carries, so that it is refused as soon as it is too large, not when it is in memory. */
export class AppendSize {
  #data = 0
  #total = 0

  get total(): number {
    return this.#total
  }

  /** @throws CallError when the append is over the limit. */
  add(event: NewEvent): void {
    this.#data += event.data.length
    this.#total += event.data.length + event.metadata.length
    if (this.#data > maxAppendSize || this.#total > maxTotal) throw maximumAppendSizeExceeded()
  }
}
