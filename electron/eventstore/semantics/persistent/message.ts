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

const idOf = (resolved: ResolvedEvent) => originalEvent(resolved).id

/** An event on its first way to a consumer. */
export const messageOf = (resolved: ResolvedEvent, place: number): Message => ({
  id: idOf(resolved),
  resolved,
  place,
  retryCount: 0,
  replayed: false,
})

/** A parked event that is tried once more. Its place does not matter any more. */
export const replayOf = (resolved: ResolvedEvent): Message => ({
  id: idOf(resolved),
  resolved,
  place: Number.POSITIVE_INFINITY,
  retryCount: 0,
  replayed: true,
})

/** Messages that wait to be handed out. */
export class MessageQueue {
  readonly #messages: Message[] = []

  get length(): number {
    return this.#messages.length
  }

  push(message: Message): void {
    this.#messages.push(message)
  }

  /** Puts a message before those that come later in the group's source; one that is replayed, at the end. */
  insert(message: Message): void {
    const at = message.replayed
      ? -1
      : this.#messages.findIndex(({ place, replayed }) => !replayed && place > message.place)
    if (at < 0) this.#messages.push(message)
    else this.#messages.splice(at, 0, message)
  }

  /** Offers the messages in their order while `more` says so, and keeps those that are not taken. */
  offer(more: () => boolean, take: (message: Message) => boolean): void {
    for (let at = 0; more();) {
      const message = this.#messages[at]
      if (!message) return
      if (take(message)) this.#messages.splice(at, 1)
      else at += 1
    }
  }
}
