import type { EventStore } from '../eventStore.ts'
import { Consumer, type ConsumerPort, type DropReason } from './consumer.ts'
import { GroupStreams } from './groupStreams.ts'
import { messageOf, RetryQueue, type Message } from './message.ts'
import { Progress } from './progress.ts'
import type { GroupDefinition } from './settings.ts'
import { AllSource, StreamSource, type Source } from './source.ts'
import { Statistics } from './statistics.ts'
import { createStrategy, type Strategy } from './strategies.ts'
import { systemStream } from '../systemStreams.ts'

/** What a consumer does with a message that it can't handle. */
export type NackAction = 'park' | 'retry' | 'skip'

/**
 * A running persistent subscription: reads its source as far as it has room, hands messages to consumers,
 * takes them back when they fail, and keeps how far it has come. All in one thread: nothing here waits
 * except for what it writes to the log.
 */
export class Group {
  readonly definition: GroupDefinition
  readonly source: Source
  readonly statistics: Statistics
  readonly streams: GroupStreams
  readonly consumers: Consumer[] = []
  readonly retries = new RetryQueue()
  readonly buffer: Message[] = []
  readonly #store: EventStore
  readonly #strategy: Strategy
  readonly #progress: Progress
  #cursor: number
  #checkpointed: number | undefined
  #saved: number | undefined
  #checkpointDue: number
  #replaying = false
  #reading = false
  #stopped = false

  constructor(store: EventStore, definition: GroupDefinition) {
    const { stream, group, filter, settings } = definition
    this.#store = store
    this.definition = definition
    this.source =
      stream === systemStream.all
        ? new AllSource(store.log, filter, settings)
        : new StreamSource(store.log, stream, settings)
    this.streams = new GroupStreams(store, stream, group)
    this.statistics = new Statistics(settings.extraStatistics)
    this.#strategy = createStrategy(settings.strategy)
    this.#checkpointed = this.streams.loadCheckpoint()
    this.#saved = this.#checkpointed
    this.#cursor = this.#checkpointed ?? this.#start()
    this.#progress = new Progress(this.#cursor)
    this.#checkpointDue = store.log.clock() + settings.checkpointAfter
  }

  /** The place of the last checkpoint that is on the disk; undefined before the first. */
  get checkpoint(): number | undefined {
    return this.#saved
  }

  get inFlight(): number {
    return this.consumers.reduce((sum, consumer) => sum + consumer.inFlight, 0)
  }

  get isFull(): boolean {
    const { maxSubscriberCount } = this.definition.settings
    return maxSubscriberCount > 0 && this.consumers.length >= maxSubscriberCount
  }

  connect(port: ConsumerPort): Consumer {
    const consumer = new Consumer(port, this.definition.settings.extraStatistics)
    this.consumers.push(consumer)
    return consumer
  }

  /** What the consumer had goes to others. */
  disconnect(consumer: Consumer): void {
    const at = this.consumers.indexOf(consumer)
    if (at < 0) return
    this.consumers.splice(at, 1)
    for (const message of consumer.unanswered()) {
      consumer.take(message.id, 0)
      this.#retry(message)
    }
    this.pump()
  }

  ack(consumer: Consumer, ids: readonly string[]): void {
    for (const id of ids) {
      const message = this.#take(consumer, id)
      if (message) this.#finish(message)
    }
    this.pump()
  }

  nack(consumer: Consumer, ids: readonly string[], action: NackAction, reason: string): void {
    for (const id of ids) {
      const message = this.#take(consumer, id)
      if (!message) continue
      if (action === 'retry') this.#retry(message)
      else if (action === 'park')
        this.#park(message, `Client explicitly NAK'ed message.\n${reason}`)
      else this.#finish(message)
    }
    this.pump()
  }

  /** Hands out what there is to those who have room. Called whenever one of the two may have changed. */
  pump(): void {
    if (this.#stopped) return
    this.#dispatch([...this.retries], (message) => this.retries.remove(message))
    while (this.#hasRoom()) {
      this.#fill()
      if (this.buffer.length === 0) {
        this.#readOnLater()
        break
      }
      const before = this.buffer.length
      this.#dispatch([...this.buffer], (message) => {
        this.buffer.splice(this.buffer.indexOf(message), 1)
      })
      if (this.buffer.length === before) break
    }
    this.#maybeCheckpoint(false)
  }

  /** Called once a second: takes back what was not answered in time, and looks at the checkpoint. */
  tick(): void {
    const now = this.#store.log.clock()
    const { messageTimeout, checkpointAfter } = this.definition.settings
    this.statistics.tick()
    for (const consumer of this.consumers) {
      consumer.statistics.tick()
      if (messageTimeout === 0) continue
      for (const message of consumer.unanswered(now - messageTimeout)) {
        consumer.take(message.id, now)
        this.#retry(message)
      }
    }
    this.pump()
    if (now < this.#checkpointDue) return
    this.#checkpointDue = now + checkpointAfter
    this.#maybeCheckpoint(true)
  }

  /** Brings parked messages back, before new events. One replay at a time: a second one finds nothing to do. */
  async replayParked(stopAt: number | undefined): Promise<void> {
    if (this.#replaying) return
    this.#replaying = true
    try {
      const end = this.streams.replayEnd(stopAt)
      for (const resolved of this.streams.parked(end)) {
        const place = resolved.event ? this.source.placeOf({ event: resolved.event }) : -1
        this.retries.add(messageOf(resolved, place, true))
      }
      this.pump()
      await this.streams.markReplayed(end)
    } finally {
      this.#replaying = false
    }
  }

  stop(reason: DropReason): void {
    this.#stopped = true
    for (const consumer of this.consumers.splice(0)) consumer.port.drop(reason)
  }

  #start(): number {
    const { startFrom } = this.definition.settings
    if (startFrom === 'end') return this.source.last()
    return Math.max(this.source.beginning, startFrom - 1)
  }

  #hasRoom(): boolean {
    return this.consumers.some((consumer) => consumer.available > 0)
  }

  #fill(): void {
    const { readBatchSize, historyBufferSize } = this.definition.settings
    const room = Math.min(readBatchSize, historyBufferSize - this.buffer.length)
    if (room <= 0 || this.#cursor >= this.source.last()) return
    const { events, cursor } = this.source.readAfter(this.#cursor, room)
    const skipped = cursor - this.#cursor - events.length
    for (const resolved of events) {
      const message = messageOf(resolved, this.source.placeOf(resolved))
      this.#progress.begin(message.place)
      this.buffer.push(message)
    }
    this.#cursor = cursor
    this.#progress.skipTo(cursor, skipped)
  }

  /** What was read matched nothing, and there is more: let others have their turn first. */
  #readOnLater(): void {
    if (this.#reading || this.#cursor >= this.source.last()) return
    this.#reading = true
    setImmediate(() => {
      this.#reading = false
      this.pump()
    })
  }

  #dispatch(messages: readonly Message[], taken: (message: Message) => void): void {
    for (const message of messages) {
      if (!this.#hasRoom()) return
      // A stream can hold an id twice. Answers name only the id, so the second waits for the first.
      if (this.consumers.some((consumer) => consumer.has(message.id))) continue
      const consumer = this.#strategy.choose(message, this.consumers)
      if (!consumer) continue
      taken(message)
      consumer.send(message, this.#store.log.clock())
    }
  }

  #take(consumer: Consumer, id: string): Message | undefined {
    const taken = consumer.take(id, this.#store.log.clock())
    if (!taken) return undefined
    consumer.statistics.handled(taken.latency)
    this.statistics.handled(taken.latency)
    return taken.message
  }

  #finish(message: Message): void {
    if (!message.replayed) this.#progress.finish(message.place)
  }

  #retry(message: Message): void {
    const { maxRetryCount } = this.definition.settings
    if (message.retryCount >= maxRetryCount)
      return this.#park(message, `Reached retry count of ${maxRetryCount}`)
    this.retries.add({ ...message, retryCount: message.retryCount + 1 })
  }

  /** The checkpoint waits until the message is safely parked; if that fails, it is tried again. */
  #park(message: Message, reason: string): void {
    void this.streams
      .park(message, reason)
      .then(() => this.#finish(message))
      .catch(() => this.retries.add(message))
      .finally(() => this.pump())
  }

  #maybeCheckpoint(timed: boolean): void {
    const { minCheckpointCount, maxCheckpointCount } = this.definition.settings
    const { count, done } = this.#progress
    if (
      this.#stopped ||
      count === 0 ||
      done === this.#checkpointed ||
      done === this.source.beginning
    )
      return
    if (count < maxCheckpointCount && !(timed && count >= minCheckpointCount)) return
    this.#progress.checkpointed()
    this.#checkpointed = done
    // A checkpoint that is not written costs repeated messages after a restart, never lost ones.
    void this.streams
      .saveCheckpoint(this.source.format(done))
      .then(() => (this.#saved = done))
      .catch(() => undefined)
  }
}
