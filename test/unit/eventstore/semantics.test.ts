import { expect, test } from 'vitest'
import { allMatcher, InvalidFilter } from '#electron/eventstore/semantics/filter.ts'
import { parseLink } from '#electron/eventstore/semantics/links.ts'
import { Progress } from '#electron/eventstore/semantics/persistent/progress.ts'
import {
  isSoftDeleted,
  parseMetadata,
  softDeleted,
  withTruncateBefore,
} from '#electron/eventstore/semantics/streamMetadata.ts'
import { Tail } from '#electron/eventstore/semantics/tail.ts'
import { isUuid, uuidToBytes, uuidToText } from '#electron/eventstore/semantics/uuid.ts'
import { visibility } from '#electron/eventstore/semantics/visibility.ts'
import { tombstoneRevision, type StoredEvent } from '#electron/eventstore/storage/storedEvent.ts'

const event = (changes: Partial<StoredEvent> = {}): StoredEvent => ({
  position: 1,
  stream: 's',
  revision: 0,
  id: '0'.repeat(32),
  type: 'T',
  json: true,
  created: 0,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
  ...changes,
})

const metadata = (json: string) => parseMetadata(event({ data: Buffer.from(json) }))

test('$tb of 2^63-1 is a soft delete, any other large one is not', () => {
  expect(isSoftDeleted(metadata('{"$tb":9223372036854775807}'))).toBe(true)
  for (const other of ['9223372036854775806', '9223372036854775808', '9007199254740993'])
    expect(isSoftDeleted(metadata(`{"$tb":${other}}`))).toBe(false)
})

test('setting $tb keeps the other metadata, large integers to the last digit', () => {
  const original = Buffer.from('{"$maxCount":3,"big":[9007199254740993,1.5],"$tb":1}')
  expect(withTruncateBefore(original, 7)?.toString()).toBe(
    '{"$maxCount":3,"big":[9007199254740993,1.5],"$tb":7}',
  )
  expect(softDeleted.toString()).toBe('{"$tb":9223372036854775807}')
})

test.each(['', 'not json', '[]', '7'])('$tb can only be set in a JSON object: %j', (json) => {
  expect(withTruncateBefore(Buffer.from(json), 7)).toBeUndefined()
})

test.each([
  '',
  'not json',
  '[]',
  '7',
  '{"$tb":3,"$maxCount":"many"}',
  '{"$tb":3,"$maxAge":1.5}',
  '{"$tb":3,"$maxCount":9223372036854775808}',
  '{"$tb":3,"$acl":"$userStreamAcl"}',
  '{"$tb":3,"$acl":{"$r":["$all"],"$x":"ops"}}',
])('metadata that makes no sense counts as none: %s', (json) => {
  expect(metadata(json)).toEqual({})
})

test('a count, an age and a revision that are out of range count as absent, each by itself', () => {
  expect(metadata('{"$maxCount":0,"$maxAge":-1,"$tb":3}')).toEqual({ truncateBefore: 3 })
  expect(metadata('{"$maxCount":2,"$tb":-1}')).toEqual({ maxCount: 2 })
})

test('metadata that is not JSON by its content type counts as none', () => {
  expect(parseMetadata(event({ json: false, data: Buffer.from('{"$tb":3}') }))).toEqual({})
})

test('an event is visible until it is older than $maxAge', () => {
  const seen = visibility({ maxAge: 10 }, 5, 20_000)
  expect(seen.isVisible(event({ created: 10_000 }))).toBe(true)
  expect(seen.isVisible(event({ created: 9_999 }))).toBe(false)
})

test('a tombstone is never an event of its stream', () => {
  const seen = visibility({}, tombstoneRevision, 0)
  expect(seen.isVisible(event({ revision: tombstoneRevision }))).toBe(false)
})

test('a link names a revision and a stream, whatever the stream is called', () => {
  expect(parseLink(Buffer.from('3@a@b'))).toEqual({ revision: 3, stream: 'a@b' })
  expect(parseLink(Buffer.from('-1@a'))).toEqual({ revision: -1, stream: 'a' })
})

test('a link that begins with no revision is none, and one without a stream leads nowhere', () => {
  for (const text of ['', 'x@a', '1.5@a', '3x@a'])
    expect(parseLink(Buffer.from(text))).toBeUndefined()
  for (const text of ['3', '3@', '-2@a']) expect(parseLink(Buffer.from(text))).toBe('nowhere')
})

test.each([
  'D94DFB7C-1B6E-4DF8-9D7E-5A3E2B1C0F9A',
  'd94dfb7c1b6e4df89d7e5a3e2b1c0f9a',
  '{d94dfb7c-1b6e-4df8-9d7e-5a3e2b1c0f9a}',
  '(d94dfb7c-1b6e-4df8-9d7e-5a3e2b1c0f9a)',
])('%s is a UUID', (text) => {
  expect(isUuid(text)).toBe(true)
  expect(uuidToText(uuidToBytes(text).toString('hex'))).toBe('d94dfb7c-1b6e-4df8-9d7e-5a3e2b1c0f9a')
})

test.each(['', 'd94dfb7c', '{d94dfb7c-1b6e-4df8-9d7e-5a3e2b1c0f9a', 'x'.repeat(32)])(
  '%j is no UUID',
  (text) => {
    expect(isUuid(text)).toBe(false)
  },
)

test('$all hides the checkpoints and parked messages of its own persistent subscriptions, and nothing else', () => {
  const matches = allMatcher(undefined)
  const shown = (stream: string) => matches(event({ stream }))
  expect(shown('$persistentsubscription-$all::g-checkpoint')).toBe(false)
  expect(shown('$persistentsubscription-$all::g-parked')).toBe(false)
  expect(shown('$epoch-information')).toBe(false)
  expect(shown('$persistentsubscription-s::g-checkpoint')).toBe(true)
  expect(shown('$$s')).toBe(true)
})

test('a filter that is not a regular expression says so', () => {
  expect(() => allMatcher({ on: 'type', regex: '(', prefixes: [] })).toThrow(InvalidFilter)
})

test.each([
  ['(?i)^ORDER', 'order-1', true],
  ['^ORDER', 'order-1', false],
  ['\\Aorder\\z', 'order', true],
  ['\\Aorder\\z', 'order\n', false],
  ['\\Aorder\\Z', 'order\n', true],
  ['(?m)\\Aorder', 'an\norder', false],
  ['(?m)^order', 'an\norder', true],
  ['\\\\A', '\\A', true],
  ['^\\p{Lu}', 'Ärger', true],
  ['^\\p{Lu}', 'ärger', false],
  ['^[^$].*', '$system', false],
  ['^\\u0041', 'A', true],
  ['^(?!\\$)', '$system', false],
  ['^(?!\\$)', 'order', true],
  ['^(?![$)(]|order)(?=.*1$).', 'pick-1', true],
  ['^(?![$)(]|order)(?=.*1$).', 'pick-2', false],
  ['^(?![$)(]|order)(?=.*1$).', 'order-1', false],
  ['^(?![$)(]|order)(?=.*1$).', ')-1', false],
])('the .NET expression %j on %j: %s', (regex, type, matched) => {
  const matches = allMatcher({ on: 'type', regex, prefixes: [] })
  expect(matches(event({ type }))).toBe(matched)
})

test.each(['a(?!b)', '^(?!a)b|c', '(?<=a)b', '(?>a)', '(a)\\1', '[ab]{1000}'.repeat(100)])(
  'the expression %j needs more than one look at each letter, and is refused',
  (regex) => {
    expect(() => allMatcher({ on: 'type', regex, prefixes: [] })).toThrow(InvalidFilter)
  },
)

test.each(['^(a+)+$', '^(a|a)*$', '^(.*a){20}$', '(x+x+)+y', '^(?!(a+)+$)b'])(
  'the expression %j takes no longer on a text that almost matches',
  (regex) => {
    const matches = allMatcher({ on: 'type', regex, prefixes: [] })
    const began = performance.now()
    expect(matches(event({ type: `${'a'.repeat(10_000)}!` }))).toBe(false)
    expect(performance.now() - began).toBeLessThan(2_000)
  },
)

test('a filter of more prefixes than anybody needs is refused', () => {
  const prefixes = Array.from({ length: 100_000 }, () => 'a')
  expect(() => allMatcher({ on: 'type', regex: '', prefixes })).toThrow(InvalidFilter)
})

test('progress never passes a message that is still open', () => {
  const progress = new Progress(-1)
  for (const place of [0, 1, 2]) progress.begin(place)
  progress.finish(1)
  progress.finish(2)
  expect(progress.done).toBe(-1)
  progress.finish(0)
  expect(progress.done).toBe(2)
  progress.skipTo(9, 7)
  expect(progress.done).toBe(9)
})

test('the tail hands out what follows a position, and nothing when it no longer reaches back', () => {
  const tail = new Tail()
  const data = Buffer.alloc(1024)
  const events = Array.from({ length: 10_000 }, (_, n) => event({ position: n + 1, data }))
  for (let n = 0; n < events.length; n += 100) tail.push(events.slice(n, n + 100))
  expect(tail.after(9_998)?.map(({ position }) => position)).toEqual([9_999, 10_000])
  expect(tail.after(10_000)).toBeUndefined()
  expect(tail.after(10)).toBeUndefined()
  expect(tail.after(8_000)?.[0]?.position).toBe(8_001)
})

test('the tail lets go of large events soon after it no longer hands them out', () => {
  const tail = new Tail()
  const before = process.memoryUsage().arrayBuffers
  for (let position = 1; position <= 1000; position += 1)
    tail.push([event({ position, data: Buffer.alloc(1024 * 1024) })])
  expect(tail.after(999)).toHaveLength(1)
  // A gigabyte has passed through; V8 takes its time to free what is let go.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300_000_000)
})
