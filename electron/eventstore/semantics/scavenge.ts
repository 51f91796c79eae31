import { randomUUID } from 'node:crypto'
import { tombstoneRevision } from '../storage/storedEvent.ts'
import { breathe } from './breathe.ts'
import type { EventStore } from './eventStore.ts'
import { systemEvent } from './systemEvent.ts'
import { systemType } from './systemStreams.ts'
import { visibility } from './visibility.ts'

/** A scavenge that was asked for: a new one, or the one that runs already. */
export interface Scavenge {
  readonly id: string
  readonly isNew: boolean
  /** Resolves when it has ended, whether or not it was stopped. */
  readonly done: Promise<void>
}

interface Running extends Omit<Scavenge, 'isNew'> {
  readonly stopped: AbortController
}

interface Stream {
  readonly id: number
  readonly name: string
}

/** Streams that are looked at between two looks at whether to stop. */
const page = 256

/** Events that one transaction removes: few enough that appends hardly wait. */
const batch = 500

/** What a transaction counts for such a batch. */
const batchBytes = 256 * 1024

/**
 * Removes from the log what its streams do not show any more: what is before `$tb`, beyond `$maxCount` or older than
 * `$maxAge`, and what was deleted. Only then is it gone from `$all` too. As in EventStoreDB the last event of each stream
 * stays there, even when the stream itself shows nothing.
 */
export class Scavenges {
  readonly #store: EventStore
  #running: Running | undefined

  constructor(store: EventStore) {
    this.#store = store
  }

  start(): Scavenge {
    if (this.#running) return { ...this.#running, isNew: false }
    const id = randomUUID()
    const stopped = new AbortController()
    const done = this.#run(id, stopped.signal).finally(() => (this.#running = undefined))
    this.#running = { id, stopped, done }
    return { id, isNew: true, done }
  }

  /** False when no scavenge of this id runs. */
  stop(id: string): boolean {
    if (this.#running?.id !== id) return false
    this.#running.stopped.abort()
    return true
  }

  /** Stops what runs, and resolves when it has ended. */
  async close(): Promise<void> {
    this.#running?.stopped.abort()
    await this.#running?.done
  }

  /** Says in a stream of its own, as EventStoreDB does, when it began and how it ended. */
  async #run(id: string, stopped: AbortSignal): Promise<void> {
    try {
      await this.#tell(id, systemType.scavengeStarted, {})
      const eventsRemoved = await this.#removeAll(stopped)
      const result = stopped.aborted ? 'Stopped' : 'Success'
      await this.#tell(id, systemType.scavengeCompleted, { result, eventsRemoved })
    } catch (error) {
      const result = { result: 'Errored', error: error instanceof Error ? error.message : '' }
      await this.#tell(id, systemType.scavengeCompleted, result).catch(() => undefined)
    }
  }

  async #removeAll(stopped: AbortSignal): Promise<number> {
    const { reader } = this.#store.log
    let removed = 0
    for (let after = 0; !stopped.aborted;) {
      const streams = reader.streamsAfter(after, page)
      for (const stream of streams)
        if (!stopped.aborted) removed += await this.#thin(stream, stopped)
      const last = streams.at(-1)
      if (!last) break
      after = last.id
      await breathe()
    }
    return removed
  }

  async #thin(stream: Stream, stopped: AbortSignal): Promise<number> {
    const { reader, commits } = this.#store.log
    const last = reader.lastRevision(stream.id)
    const [first] = reader.oldest(stream.id, last, 1)
    if (!first || !this.#goneFrom(stream)(first)) return 0
    let removed = 0
    for (let count = batch; count === batch && !stopped.aborted; removed += count)
      count = await commits.submit(batchBytes, () =>
        // Asked anew: the stream may have been written again meanwhile.
        this.#store.log.removeOldest(stream.id, this.#goneFrom(stream), batch),
      )
    return removed
  }

  /** Which events the stream does not show, as it stands. Only asked of those before its last one. */
  #goneFrom({ name }: Stream) {
    const { directory, clock } = this.#store.log
    const last = directory.lastRevision(name)
    if (last === tombstoneRevision) return () => true
    const { firstRevision, oldest } = visibility(directory.metadata(name), last, clock())
    return ({ revision, created }: { revision: number; created: number }) =>
      revision < firstRevision || created < oldest
  }

  async #tell(id: string, type: string, facts: object): Promise<void> {
    const event = systemEvent(type, JSON.stringify({ scavengeId: id, ...facts }))
    const stream = `$scavenges-${id}`
    await this.#store.writes.append({ stream, expected: 'any', events: [event] })
  }
}
