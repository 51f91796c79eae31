import { createHash } from 'node:crypto'
import { originalEvent, parseLink } from '../links.ts'
import { systemType } from '../systemStreams.ts'
import type { Consumer } from './consumer.ts'
import type { Message } from './message.ts'
import type { ConsumerStrategy } from './settings.ts'

/** Chooses who gets a message; undefined when who should have it is full. `consumers` are in order of arrival. */
export interface Strategy {
  choose(message: Message, consumers: readonly Consumer[]): Consumer | undefined
}

/** Each in turn, passing over those that are full. */
class RoundRobin implements Strategy {
  #last: Consumer | undefined

  choose(_message: Message, consumers: readonly Consumer[]): Consumer | undefined {
    const start = this.#last ? consumers.indexOf(this.#last) + 1 : 0
    for (let offset = 0; offset < consumers.length; offset += 1) {
      const consumer = consumers[(start + offset) % consumers.length]
      if (!consumer || !consumer.canTake) continue
      this.#last = consumer
      return consumer
    }
    return undefined
  }
}

/** One until it is full, then the next. */
class DispatchToSingle implements Strategy {
  #current: Consumer | undefined

  choose(_message: Message, consumers: readonly Consumer[]): Consumer | undefined {
    const start = Math.max(0, this.#current ? consumers.indexOf(this.#current) : 0)
    for (let offset = 0; offset < consumers.length; offset += 1) {
      const consumer = consumers[(start + offset) % consumers.length]
      if (!consumer || !consumer.canTake) continue
      this.#current = consumer
      return consumer
    }
    return undefined
  }
}

/** The stream of an event; of a link that was not followed, the one that it names. */
function streamBehind({ resolved }: Message): string {
  const event = resolved.event ?? originalEvent(resolved)
  const target = event.type === systemType.link ? parseLink(event.data) : undefined
  return typeof target === 'object' ? target.stream : event.stream
}

/**
 * All events of a stream to the same consumer, even when that means waiting for it. By highest random weight,
 * so that a consumer that comes or goes moves only the streams that are or were its own.
 */
class Pinned implements Strategy {
  readonly #names = new WeakMap<Consumer, string>()
  #count = 0

  choose(message: Message, consumers: readonly Consumer[]): Consumer | undefined {
    const stream = streamBehind(message)
    let best: Consumer | undefined
    let highest = ''
    for (const consumer of consumers) {
      const weight = createHash('sha1')
        .update(`${this.#nameOf(consumer)}/${stream}`)
        .digest('hex')
      if (weight <= highest) continue
      highest = weight
      best = consumer
    }
    return best?.canTake ? best : undefined
  }

  #nameOf(consumer: Consumer): string {
    const known = this.#names.get(consumer)
    if (known !== undefined) return known
    this.#count += 1
    const name = String(this.#count)
    this.#names.set(consumer, name)
    return name
  }
}

export function createStrategy(name: ConsumerStrategy): Strategy {
  switch (name) {
    case 'RoundRobin':
      return new RoundRobin()
    case 'DispatchToSingle':
      return new DispatchToSingle()
    case 'Pinned':
      return new Pinned()
  }
}
