import { breathe } from '../breathe.ts'
import type { EventStore } from '../eventStore.ts'
import { Consumer, type ConsumerPort, type DropReason } from './consumer.ts'
import { GroupStreams } from './groupStreams.ts'
import { messageOf, MessageQueue, replayOf, type Message } from './message.ts'
import { Progress } from './progress.ts'
import type { GroupDefinition } from './settings.ts'
import { AllSource, StreamSource, type Source } from './source.ts'
import { Statistics } from './statistics.ts'
import { createStrategy, type Strategy } from './strategies.ts'
import { systemStream } from '../systemStreams.ts'

/** What a consumer does with a message that it can't handle. */
export type NackAction = 'park' | 'retry' | 'skip'

/** Read at once even where the settings ask for less. */
const smallestBatch = 10

/**
 * A running persistent subscription: reads its source as far as it has room, hands messages to consumers,
 * takes them back when they fail, and keeps how far it has come. All in one thread: nothing here waits
 * except for what it writes to the log.
 */
export class Group {
  readonly definition: GroupDefinition
  readonly source: Source
  readonly statistics = new Statistics()
  readonly streams: GroupStreams
  readonly consumers: Consumer[] = []
  readonly retries = new MessageQueue()
  readonly buffer = new MessageQueue()
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
  #over = false

  constructor(store: EventStore, definition: GroupDefinition) {
    const { stream, filter, settings } = definition
    this.#store = store
    this.definition = definition
    this.source =
      stream === systemStream.all
        ? new AllSource(store.log, filter, settings)
        : new StreamSource(store.log, stream, settings)
    this.streams = new GroupStreams(store, definition)
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

  /** Whether there is more to read than it keeps ready. */
  get isBehind(): boolean {
    const room = this.definition.settings.historyBufferSize - this.buffer.length
    return this.#last - this.#cursor > room
  }

  get isFull(): boolean {
    const { maxSubscriberCount } = this.definition.settings
    return maxSubscriberCount !== 0 && this.consumers.length >= maxSubscriberCount
  }

  connect(port: ConsumerPort): Consumer {
    const consumer = new Consumer(port, this.definition.settings.extraStatistics)
    this.consumers.push(consumer)
    return consumer
  }

  /** What the consumer had goes to others, however often it was tried: it may be the consumer that failed. */
  disconnect(consumer: Consumer): void {
    const at = this.consumers.indexOf(consumer)
    if (at < 0) return
    this.consumers.splice(at, 1)
    for (const message of consumer.unanswered()) this.#again(message)
    this.pump()
  }

  /** Any consumer can answer for any other, as when a message was given on while its first consumer still worked. */
  ack(ids: readonly string[]): void {
    for (const message of this.#answered(ids)) this.#finish(message)
    this.pump()
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    for (const message of this.#answered(ids)) {
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
    // Only who is there when the stream is tombstoned is told; later ones wait for ever.
    if (this.consumers.length === 0 && this.source.hasEnded) this.#over = true
    this.#dispatch(this.retries)
    while (this.#hasRoom()) {
      this.#fill()
      if (this.buffer.length === 0) {
        this.#readOnLater()
        break
      }
      const before = this.buffer.length
      this.#dispatch(this.buffer)
      if (this.buffer.length === before) break
    }
    // Also for nobody: what a group had read is delivered even if its stream was deleted since.
    if (this.source.canHide && this.buffer.length === 0) this.#fill()
    this.#maybeCheckpoint(false)
  }

  /** Called once a second: takes back what was not answered in time, and looks at the checkpoint. */
  tick(): void {
    const now = this.#store.log.clock()
    const { messageTimeout } = this.definition.settings
    this.statistics.tick()
    for (const consumer of this.consumers) {
      consumer.statistics.tick()
      if (messageTimeout <= 0) continue
      for (const message of consumer.unanswered(now - messageTimeout)) {
        consumer.take(message.id)
        this.#retry(message)
      }
    }
    this.pump()
    this.#maybeCheckpoint(now >= this.#checkpointDue)
  }

  /** Brings parked messages back, before new events. One replay at a time: a second one finds nothing to do. */
  async replayParked(stopAt: number | undefined): Promise<void> {
    if (this.#replaying) return
    const end = this.streams.replayEnd(stopAt)
    if (end === undefined) return
    this.#replaying = true
    try {
      for (const chunk of this.streams.parked(end)) {
        for (const resolved of chunk) this.retries.insert(replayOf(resolved))
        this.pump()
        await breathe()
      }
      if (!this.#stopped) await this.streams.markReplayed(end)
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

  /** How far there is something to read. */
  get #last(): number {
    return this.#over ? this.#cursor : this.source.last()
  }

  #hasRoom(): boolean {
    return this.consumers.some((consumer) => consumer.canTake)
  }

  #fill(): void {
    const { readBatchSize, historyBufferSize } = this.definition.settings
    const batch = Math.max(readBatchSize, smallestBatch)
    const room = Math.min(batch, historyBufferSize - this.buffer.length)
    if (room <= 0 || this.#cursor >= this.#last) return
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
    if (this.#reading || this.#cursor >= this.#last) return
    this.#reading = true
    setImmediate(() => {
      this.#reading = false
      this.pump()
    })
  }

  #dispatch(queue: MessageQueue): void {
    queue.offer(
      () => this.#hasRoom(),
      (message) => this.#send(message),
    )
  }

  #send(message: Message): boolean {
    // A stream can hold an id twice. Answers name only the id, so the second waits for the first.
    if (this.consumers.some((consumer) => consumer.has(message.id))) return false
    const consumer = this.#strategy.choose(message, this.consumers)
    consumer?.send(message, this.#store.log.clock())
    if (consumer) this.statistics.sent()
    return consumer !== undefined
  }

  /** The messages with these ids that are with a consumer; an answer to any other means nothing. */
  #answered(ids: readonly string[]): Message[] {
    const now = this.#store.log.clock()
    return ids.flatMap((id) => {
      const holder = this.consumers.find((consumer) => consumer.has(id))
      return holder?.answered(id, now) ?? []
    })
  }

  #finish(message: Message): void {
    if (!message.replayed) this.#progress.finish(message.place)
  }

  #retry(message: Message): void {
    const { maxRetryCount } = this.definition.settings
    if (message.retryCount >= maxRetryCount)
      return this.#park(message, `Reached retry count of ${maxRetryCount}`)
    this.#again(message)
  }

  #again(message: Message): void {
    this.retries.insert({ ...message, retryCount: message.retryCount + 1 })
  }

  /** The checkpoint waits until the message is safely parked; if that fails, it is tried again. */
  #park(message: Message, reason: string): void {
    void this.streams
      .park(message, reason)
      .then(() => this.#finish(message))
      .catch(() => this.retries.insert(message))
      .finally(() => this.pump())
  }

  #maybeCheckpoint(timed: boolean): void {
    const { minCheckpointCount, maxCheckpointCount, checkpointAfter } = this.definition.settings
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
    this.#checkpointDue = this.#store.log.clock() + checkpointAfter
    this.#checkpointed = done
    // A checkpoint that is not written costs repeated messages after a restart, never lost ones.
    void this.streams
      .saveCheckpoint(this.source.format(done))
      .then(() => (this.#saved = done))
      .catch(() => undefined)
  }
}
