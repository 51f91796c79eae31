import jspb from 'google-protobuf'

/** Messages and texts in one message: a batch of 3 MiB, as the client sends it, has fewer. */
const mostValues = 500_000
/** The smallest that a message within a message is on average, in bytes, and how many may be smaller. */
const leastBytes = 4
const spared = 1000

const { prototype } = jspb.BinaryReader
const values = new WeakMap<jspb.BinaryReader, number>()
let bounded = false

/** Where the value at the cursor ends by its length, which stands before it as a varint. */
function endOfValue(reader: jspb.BinaryReader): number {
  const buffer = reader.getBuffer()
  let cursor = reader.getCursor()
  let length = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = buffer[cursor]
    if (byte === undefined) return Number.POSITIVE_INFINITY
    cursor += 1
    length += (byte % 128) * factor
    if (byte < 128) return cursor + length
  }
}

function check(reader: jspb.BinaryReader): void {
  const size = reader.getBuffer().length
  if (endOfValue(reader) > size) throw new Error('A length reaches beyond the end of the message.')
  const count = (values.get(reader) ?? 0) + 1
  if (count > Math.min(spared + size / leastBytes, mostValues))
    throw new Error('A message of too many parts.')
  values.set(reader, count)
}

/**
 * Makes google-protobuf refuse what it would otherwise read for minutes or until the memory is full: a message, a text or
 * a list that is longer than what was received (it goes on byte by byte behind the end), and millions of empty parts.
 * For all that is decoded in this thread, by whomever: the store's requests, and what a server answers the client with.
 */
export function boundDecoding(): void {
  if (bounded) return
  bounded = true
  const lists = Object.keys(prototype).filter((name) => name.startsWith('readPacked'))
  for (const name of ['readMessage', 'readString', ...lists]) bound(name)
}

function bound(name: string): void {
  const read: unknown = Reflect.get(prototype, name)
  if (typeof read !== 'function') return
  const checked = function checked(this: jspb.BinaryReader, ...given: unknown[]): unknown {
    check(this)
    return Reflect.apply(read, this, given)
  }
  Reflect.set(prototype, name, checked)
}
