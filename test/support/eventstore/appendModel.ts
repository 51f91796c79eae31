/**
 * What appending, deleting and tombstoning must do, written down once more as plainly as possible and without a look at
 * the store: lists of ids, no SQL, no cache. The store is compared with it.
 */
export type Expected = number | 'any' | 'no_stream' | 'stream_exists'

export type Answer =
  | { readonly kind: 'written'; readonly revision: number }
  | { readonly kind: 'wrong-expected-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' }

interface ModelStream {
  /** By revision, from 0. */
  readonly ids: string[]
  hasMetadata: boolean
  softDeleted: boolean
  tombstoned: boolean
  /** The first revision that a reader sees. */
  visibleFrom: number
}

const deleted: Answer = { kind: 'stream-deleted' }

export class AppendModel {
  readonly #streams = new Map<string, ModelStream>()
  /** Where each id was written last: an id that has since been used elsewhere is not known any more. */
  readonly #places = new Map<string, { readonly stream: string; readonly revision: number }>()

  append(name: string, expected: Expected, ids: readonly string[]): Answer {
    const stream = this.#stream(name)
    const wrong: Answer = { kind: 'wrong-expected-version', current: stream.ids.length - 1 }
    const accept = () => this.#accept(name, stream, ids)

    if (stream.tombstoned) return deleted
    if (expected === 'stream_exists' && stream.softDeleted) return deleted
    if (expected === 'stream_exists' && stream.ids.length === 0 && !stream.hasMetadata) return wrong

    if (expected === 'any' || expected === 'stream_exists') {
      if (ids.length === 0) return accept()
      const places = ids.map((id) => this.#places.get(id))
      const known = places.map((place) => place?.stream === name)
      if (!known[0]) return accept()
      if (known.includes(false)) return wrong
      return { kind: 'written', revision: places.at(-1)!.revision }
    }

    const after = expected === 'no_stream' ? 0 : expected + 1
    if (after === stream.ids.length) return accept()
    if (after > stream.ids.length) return wrong
    const there = stream.ids.slice(after, after + ids.length)
    if (ids.length > 0 && there.join() === ids.join())
      return { kind: 'written', revision: after + ids.length - 1 }
    const firstDiffers = ids.length > 0 && there[0] !== ids[0]
    if (expected === 'no_stream' && stream.softDeleted && firstDiffers) return accept()
    return wrong
  }

  delete(name: string, expected: Expected): Answer['kind'] {
    const stream = this.#stream(name)
    const refused = this.#refuseDelete(stream, expected)
    if (refused) return refused
    if (stream.ids.length === 0 && !stream.hasMetadata) return 'wrong-expected-version'
    stream.softDeleted = true
    stream.hasMetadata = true
    return 'written'
  }

  tombstone(name: string, expected: Expected): Answer['kind'] {
    const stream = this.#stream(name)
    const refused = this.#refuseDelete(stream, expected)
    if (refused) return refused
    stream.tombstoned = true
    return 'written'
  }

  /** The ids that a reader sees; undefined for a stream that can't be found. */
  visible(name: string): readonly string[] | 'deleted' | undefined {
    const stream = this.#stream(name)
    if (stream.tombstoned) return 'deleted'
    if (stream.softDeleted || stream.ids.length === 0) return undefined
    return stream.ids.slice(stream.visibleFrom)
  }

  #refuseDelete(stream: ModelStream, expected: Expected): Answer['kind'] | undefined {
    if (stream.tombstoned) return 'stream-deleted'
    if (expected === 'any') return undefined
    if (expected === 'stream_exists') {
      if (stream.softDeleted) return 'stream-deleted'
      return stream.ids.length === 0 && !stream.hasMetadata ? 'wrong-expected-version' : undefined
    }
    if (expected === 'no_stream' && stream.softDeleted) return undefined
    const base = expected === 'no_stream' ? -1 : expected
    return base === stream.ids.length - 1 ? undefined : 'wrong-expected-version'
  }

  #accept(name: string, stream: ModelStream, ids: readonly string[]): Answer {
    const from = stream.ids.length
    stream.ids.push(...ids)
    for (const [index, id] of ids.entries())
      this.#places.set(id, { stream: name, revision: from + index })
    if (stream.softDeleted) {
      stream.softDeleted = false
      stream.visibleFrom = from
    }
    return { kind: 'written', revision: stream.ids.length - 1 }
  }

  #stream(name: string): ModelStream {
    const known = this.#streams.get(name)
    if (known) return known
    const stream: ModelStream = {
      ids: [],
      hasMetadata: false,
      softDeleted: false,
      tombstoned: false,
      visibleFrom: 0,
    }
    this.#streams.set(name, stream)
    return stream
  }
}
