import { originalEvent, type ResolvedEvent } from '../links.ts'

/** An event on its way through a group. */
export interface Message {
  /** What consumers answer with: the link's id if there is one. */
  readonly id: string
  readonly resolved: ResolvedEvent
  /** Its place in the group's source, by which retries are ordered. */
  readonly place: number
  readonly retryCount: number
  /** Came back from the parked messages: the checkpoint does not wait for it. */
  readonly replayed: boolean
}

export const messageOf = (
  resolved: ResolvedEvent,
  place: number,
  replayed: boolean = false,
): Message => ({
  id: originalEvent(resolved).id.toString('hex'),
  resolved,
  place,
  retryCount: 0,
  replayed,
})

/** A queue of messages, in order of place. */
export class RetryQueue {
  readonly #messages: Message[] = []

  get length(): number {
    return this.#messages.length
  }

  add(message: Message): void {
    const at = this.#messages.findIndex(({ place }) => place > message.place)
    if (at < 0) this.#messages.push(message)
    else this.#messages.splice(at, 0, message)
  }

  [Symbol.iterator](): Iterator<Message> {
    return this.#messages.values()
  }

  remove(message: Message): void {
    const at = this.#messages.indexOf(message)
    if (at >= 0) this.#messages.splice(at, 1)
  }
}
