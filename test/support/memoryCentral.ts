import type {
  AppendResult,
  CentralEvent,
  CentralStore,
  FeedItem,
  NewEvent,
} from '#electron/terminal/central/index.ts'
import { problemOf } from '#shared/words/index.ts'

/** What the store takes at once, in bytes of data. */
const LARGEST = 1_048_576

const bytesOf = (events: readonly NewEvent[]) =>
  events.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)), 0)

/** A small model of the central store's log: the check of an append, exactly, and nothing else. */
export class MemoryLog {
  readonly events: CentralEvent[] = []
  readonly #streams = new Map<string, CentralEvent[]>()
  readonly #ended = new Set<string>()
  readonly #waiting = new Set<() => void>()
  readonly #now: (at: number) => number

  /** `now`: the store's clock, in milliseconds since 1970, at its n-th event; without one it stands nearly still. */
  constructor(now = (at: number) => 1_700_000_000_000 + at) {
    this.#now = now
  }

  stream(name: string): readonly CentralEvent[] {
    return this.#streams.get(name) ?? []
  }

  append(stream: string, events: readonly NewEvent[], expected: number): AppendResult {
    const no = this.refusal(stream)
    if (no) return no
    if (bytesOf(events) > LARGEST) return { result: 'refused', why: problemOf('refused') }
    const known = this.#streams.get(stream) ?? []
    const current = known.length - 1
    const wrong: AppendResult = { result: 'wrong-expected-revision', current }
    if (expected > current) return wrong
    if (expected < current) {
      const same = events.every(({ id }, index) => known[expected + 1 + index]?.id === id)
      return same ? { result: 'appended', revision: expected + events.length } : wrong
    }
    for (const { data, metadata, ...event } of events)
      // As over a wire: nothing is shared with who sent it.
      this.#add(stream, {
        ...event,
        data: structuredClone(data),
        metadata: structuredClone(metadata),
      })
    this.poke()
    return { result: 'appended', revision: expected + events.length }
  }

  /** Ends a stream for good: nothing is read from it or written to it any more. */
  end(stream: string): void {
    this.#ended.add(stream)
  }

  refusal(stream: string) {
    return this.#ended.has(stream)
      ? ({ result: 'refused', why: problemOf('stream-ended', stream) } as const)
      : undefined
  }

  /** What another program wrote at the end of a stream, whatever it is. */
  write(stream: string, event: Pick<CentralEvent, 'id' | 'type' | 'data' | 'metadata'>): void {
    this.#add(stream, event)
    this.poke()
  }

  #add(stream: string, event: Pick<CentralEvent, 'id' | 'type' | 'data' | 'metadata'>): void {
    const known = this.#streams.get(stream) ?? []
    const at = this.events.length + 1
    const recordedAt = new Date(this.#now(at)).toISOString()
    const added = { ...event, stream, revision: known.length, recordedAt, position: `${at}/${at}` }
    known.push(added)
    this.events.push(added)
    this.#streams.set(stream, known)
  }

  /** Lets everybody who waits look again: at the log, or at the weather. */
  poke(): void {
    for (const wake of this.#waiting) wake()
  }

  /** Resolves at the next append, or when asked to. */
  next(cancel: (wake: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
      cancel(wake)
    })
  }
}

/** What can go wrong between a terminal and the store. Asked at every call. */
export type Weather = {
  /** Nothing gets through. */
  readonly cut: () => boolean
  /** The request of an append is lost on its way there. */
  readonly losesRequest: () => boolean
  /** The answer to an append is lost on its way back. */
  readonly losesAnswer: () => boolean
  /** An append whose answer is lost lands only later. */
  readonly delays: () => boolean
  /** The subscription drops after this chunk. */
  readonly drops: () => boolean
  /** Lets others go first. */
  readonly pause: () => Promise<void>
}

export const fineWeather: Weather = {
  cut: () => false,
  losesRequest: () => false,
  losesAnswer: () => false,
  delays: () => false,
  drops: () => false,
  pause: () => new Promise((resolve) => void setImmediate(resolve)),
}

const gone = { result: 'unreachable', why: problemOf('unreachable') } as const
const lost = { result: 'unknown', why: problemOf('unreachable') } as const

/** A connection to the log through weather. */
export function connectMemory(log: MemoryLog, weather: Weather): CentralStore {
  let disposed = false
  const wakes = new Set<() => void>()
  const cut = () => disposed || weather.cut()

  async function append(
    stream: string,
    events: readonly NewEvent[],
    expected: number,
  ): Promise<AppendResult> {
    await weather.pause()
    if (cut() || weather.losesRequest()) return lost
    if (weather.losesAnswer()) {
      if (weather.delays()) void weather.pause().then(() => log.append(stream, events, expected))
      else log.append(stream, events, expected)
      return lost
    }
    const answer = log.append(stream, events, expected)
    await weather.pause()
    return cut() ? lost : answer
  }

  return {
    append,
    readStream: async (stream, from, limit) => {
      await weather.pause()
      if (cut()) return gone
      const value = log.stream(stream).slice(from, from + limit)
      return log.refusal(stream) ?? { result: 'read', value }
    },
    eventAt: async (position) => {
      await weather.pause()
      if (cut()) return gone
      return { result: 'read', value: log.events[Number(position.split('/')[0]) - 1] }
    },
    clock: () => Promise.resolve(undefined),
    version: () => Promise.resolve(undefined),
    endOfLog: async () => {
      await weather.pause()
      return cut() ? gone : { result: 'read', value: log.events.at(-1)?.position }
    },
    subscribe: (prefixes, after) => {
      let cursor = after === undefined ? 0 : Number(after.split('/')[0])
      let isOver = false
      let confirmed = false
      const drop = (): FeedItem => {
        isOver = true
        return { kind: 'dropped', why: problemOf('unreachable') }
      }
      const over = () => isOver || cut()
      const follows = ({ stream }: CentralEvent) =>
        prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix))
      return {
        next: async (): Promise<FeedItem> => {
          await weather.pause()
          if (over()) return drop()
          if (!confirmed) {
            confirmed = true
            const caughtUp = cursor >= log.events.length
            return { kind: 'chunk', events: [], position: undefined, caughtUp }
          }
          while (cursor >= log.events.length && !over())
            await log.next((wake) => {
              wakes.add(wake)
            })
          if (over() || weather.drops()) return drop()
          const chunk = log.events.slice(cursor, cursor + 7)
          cursor += chunk.length
          return {
            kind: 'chunk',
            events: chunk.filter(follows),
            position: chunk.at(-1)?.position,
            caughtUp: cursor === log.events.length,
          }
        },
        close: () => {
          isOver = true
          for (const wake of wakes) wake()
        },
      }
    },
    dispose: () => {
      disposed = true
      for (const wake of wakes) wake()
      return Promise.resolve()
    },
  }
}
