import type { NewEvent } from '../storage/storedEvent.ts'
import type { Holding } from './intake.ts'
import { maxAppendSize, maximumAppendSizeExceeded } from './status.ts'

/** Metadata is outside EventStoreDB's limit, but memory is not outside ours: the size of its largest log record. */
const maxTotal = 16 * 1024 * 1024

/** Bytes that an event takes beside its data. */
const overhead = 200

/** Counts what one append carries, so that it is refused as soon as it is too large, not when it is in memory. */
export class AppendSize {
  readonly #holding: Holding
  #data = 0
  #total = 0

  constructor(holding: Holding) {
    this.#holding = holding
  }

  get total(): number {
    return this.#total
  }

  /** @throws CallError when the append is over the limit. */
  add(event: NewEvent): void {
    this.#data += event.data.length
    this.#total += event.data.length + event.metadata.length
    if (this.#data > maxAppendSize || this.#total > maxTotal) throw maximumAppendSizeExceeded()
    this.#holding.add(event.data.length + event.metadata.length + overhead)
  }

  /** All of it is here, or it is not wanted any more. */
  release(): void {
    this.#holding.release()
  }
}
