/** Makes of something good what nobody would send who means well. */
import { nested } from '#test/support/foreignEvents.ts'
import type { Random } from '#test/support/random.ts'

const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\u0007',
  '\u2028',
  '\ud800',
  '\ufeff',
  '\u202e',
  'é',
  '😀',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; DROP TABLE product; --",
  '%',
  '_',
  '"*" OR NEAR(',
  '=1+1',
  '<script>alert(1)</script>',
  '$all',
  '$$',
  '-0',
  '1e9',
  '9'.repeat(30),
]

/** Text that something may stumble over. */
export const oddText = (random: Random): string =>
  random.chance(0.05)
    ? random.pick(oddTexts).repeat(random.between(1, 5000))
    : random.pick(oddTexts)

/** A place in something so long, and the place where a short piece from there ends. */
function piece(random: Random, length: number): [from: number, to: number] {
  const from = random.between(0, length)
  return [from, Math.min(length, from + random.between(0, random.chance(0.1) ? 500 : 12))]
}

/** Cuts, doubles or replaces a piece of a text. */
export function mutateText(random: Random, text: string): string {
  const [from, to] = piece(random, text.length)
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)]
  const other = random.between(0, text.length)
  return random.pick([
    () => before + after,
    () => before + middle + middle + after,
    () => before + oddText(random) + after,
    () => before + text.slice(other, other + middle.length) + after,
    () => before + middle.toUpperCase() + after,
    () => before,
  ])()
}

/** Flips, cuts, doubles or replaces bytes. */
export function mutateBytes(random: Random, bytes: Buffer): Buffer {
  const [from, to] = piece(random, bytes.length)
  const [before, middle, after] = [
    bytes.subarray(0, from),
    bytes.subarray(from, to),
    bytes.subarray(to),
  ]
  const any = () => Buffer.from(Array.from({ length: to - from }, () => random.between(0, 255)))
  return random.pick([
    () => Buffer.concat([before, after]),
    () => Buffer.concat([before, middle, middle, after]),
    () => Buffer.concat([before, any(), after]),
    // A length of four thousand million, or a number that goes on.
    () => Buffer.concat([before, Buffer.from('ffffffff0f', 'hex'), after]),
    () => Buffer.concat([before, Buffer.alloc(middle.length, 0xff), after]),
    () => before,
    () => {
      const flipped = Buffer.from(bytes)
      if (from < bytes.length)
        flipped.writeUInt8(flipped.readUInt8(from) ^ (1 << random.between(0, 7)), from)
      return flipped
    },
  ])()
}

/** A value that a field is not meant to have. */
export const oddValue = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => null,
    () => undefined,
    () => true,
    () => -1,
    () => 0,
    () => 1.5,
    () => 2 ** 53,
    () => Number.NaN,
    () => [],
    () => ({}),
    () => ['A-1', ['A-1']],
    () => JSON.parse('{"__proto__": {"role": "supervisor"}}'),
    () => JSON.parse(nested(random.pick([10, 300]))),
    () => oddText(random),
    () => 'x'.repeat(random.pick([65, 5000, 1_000_000])),
    () => new Date(0),
    () => 10n,
  ])()

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Every field of a value, however deep, with what holds it. */
function fieldsOf(value: unknown): (readonly [owner: object, key: string])[] {
  const fields: (readonly [object, string])[] = []
  const waiting = [value]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (isObject(next))
      for (const [key, inner] of Object.entries(next)) {
        fields.push([next, key])
        waiting.push(inner)
      }
  return fields
}

/** A copy with one field changed, taken away or added; or something else altogether. */
export function mutateValue(random: Random, value: unknown): unknown {
  if (random.chance(0.1)) return oddValue(random)
  const copy: unknown = structuredClone(value)
  const fields = fieldsOf(copy)
  if (fields.length === 0) return oddValue(random)
  const [owner, key] = random.pick(fields)
  const now: unknown = Reflect.get(owner, key)
  random.pick([
    () => Reflect.set(owner, key, oddValue(random)),
    () =>
      Reflect.set(owner, key, typeof now === 'string' ? mutateText(random, now) : oddValue(random)),
    () =>
      Reflect.set(owner, key, typeof now === 'number' ? now * random.pick([-1, 0, 0.5, 1e9]) : now),
    () => Reflect.deleteProperty(owner, key),
    () =>
      Object.defineProperty(owner, random.pick(['__proto__', 'more', 'role', 'operator']), {
        value: oddValue(random),
        enumerable: true,
        configurable: true,
        writable: true,
      }),
  ])()
  return copy
}
