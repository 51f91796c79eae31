import type { Message } from './message.ts'
import { Statistics } from './statistics.ts'

/** Why a consumer is told to go. */
export type DropReason = 'deleted' | 'updated' | 'restarted' | 'stopped'

/** How a consumer is reached: the protocol layer's end of it. */
export interface ConsumerPort {
  readonly from: string
  readonly userName: string
  readonly connectionName: string
  /** How many messages it takes before it answers. */
  readonly slots: number
  /** Whether it takes a message now, or still has to take in the last one. */
  readonly ready: boolean
  send(message: Message): void
  drop(reason: DropReason): void
}

interface InFlight {
  readonly message: Message
  readonly sent: number
}

/** A connected consumer, and the messages it has not answered yet. */
export class Consumer {
  readonly port: ConsumerPort
  readonly statistics: Statistics
  readonly #inFlight = new Map<string, InFlight>()

  constructor(port: ConsumerPort, detailed: boolean) {
    this.port = port
    this.statistics = new Statistics(detailed)
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  get available(): number {
    return this.port.slots - this.#inFlight.size
  }

  get canTake(): boolean {
    return this.available > 0 && this.port.ready
  }

  has(id: string): boolean {
    return this.#inFlight.has(id)
  }

  send(message: Message, now: number): void {
    this.#inFlight.set(message.id, { message, sent: now })
    this.statistics.sent()
    this.port.send(message)
  }

  /** Takes the message back; undefined when it is not with this consumer. */
  take(id: string): Message | undefined {
    const found = this.#inFlight.get(id)
    this.#inFlight.delete(id)
    return found?.message
  }

  /** The same, when it was answered. */
  answered(id: string, now: number): Message | undefined {
    const found = this.#inFlight.get(id)
    if (found) this.statistics.answered(now - found.sent)
    return this.take(id)
  }

  /** Everything that it has not answered, oldest first; with `sentBefore`, only what was sent before that time. */
  unanswered(sentBefore = Number.POSITIVE_INFINITY): Message[] {
    const found: Message[] = []
    for (const { message, sent } of this.#inFlight.values())
      if (sent <= sentBefore) found.push(message)
    return found
  }
}
