import type { Message } from './message.ts'
import { Statistics } from './statistics.ts'

/** Why a consumer is told to go. */
export type DropReason = 'deleted' | 'updated' | 'stopped'

/** How a consumer is reached: the protocol layer's end of it. */
export interface ConsumerPort {
  readonly from: string
  readonly userName: string
  readonly connectionName: string
  /** How many messages it takes before it answers. */
  readonly slots: number
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

  has(id: string): boolean {
    return this.#inFlight.has(id)
  }

  send(message: Message, now: number): void {
    this.#inFlight.set(message.id, { message, sent: now })
    this.port.send(message)
  }

  /** Takes the message back; undefined when it is not with this consumer. */
  take(id: string, now: number): { message: Message; latency: number } | undefined {
    const found = this.#inFlight.get(id)
    if (!found) return undefined
    this.#inFlight.delete(id)
    return { message: found.message, latency: now - found.sent }
  }

  /** Everything that it has not answered, oldest first; with `sentBefore`, only what was sent before that time. */
  unanswered(sentBefore = Number.POSITIVE_INFINITY): Message[] {
    const found: Message[] = []
    for (const { message, sent } of this.#inFlight.values())
      if (sent <= sentBefore) found.push(message)
    return found
  }
}
