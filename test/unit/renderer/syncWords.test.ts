import { expect, it } from 'vitest'
import { describeClock, problemOf } from '#shared/words/index.ts'
import {
  headline,
  isRecent,
  lastAnswer,
  nextTry,
  reassurance,
  restored,
  stopped,
  wrongClock,
} from '../../../renderer/features/sync/words.ts'
import { isDurable } from '../../../renderer/features/diagnostics/report.ts'

const at = '2026-03-02T10:00:00.000Z'
const link = {
  state: 'offline',
  since: at,
  lastContact: at,
  nextAttempt: null,
  problem: null,
} as const
const none = { own: 0, all: 0 }

it('says that offline is no trouble, and exactly what waits', () => {
  expect(headline({ link, pending: 0, conflicts: none })).toBe('Offline. Nothing waits to be sent')
  expect(headline({ link, pending: 14, conflicts: none })).toBe('Offline. 14 not sent yet')
})

it('is the same absence while it tries again: the words do not come and go with each attempt', () => {
  const again = { ...link, state: 'connecting', problem: problemOf('unreachable') } as const
  expect(headline({ link: again, pending: 14, conflicts: none })).toBe('Offline. 14 not sent yet')
  expect(reassurance(again)).toBe(reassurance({ ...again, state: 'offline' }))
  expect(nextTry(again, 0)).toBe('now')
  const first = { ...link, state: 'connecting' } as const
  expect(headline({ link: first, pending: 0, conflicts: none })).toMatch(/^Connecting/)
})

it('does not promise that what needs somebody passes with the network', () => {
  const because = (code: 'wrong-credentials' | 'unreachable') =>
    reassurance({ ...link, problem: problemOf(code) })
  expect(because('wrong-credentials')).toContain('once this is put right')
  expect(because('unreachable')).toContain('when the network is back')
})

it('does not say that everything is well while a conflict needs a person', () => {
  const online = { ...link, state: 'online' } as const
  expect(headline({ link: online, pending: 0, conflicts: none })).toBe('Online. Everything is sent')
  expect(headline({ link: online, pending: 0, conflicts: { own: 1, all: 1 } })).not.toMatch(
    /everything/i,
  )
})

it('does not make a quiet connection look like trouble, and says how long a lost one has been silent', () => {
  const now = Date.parse(at) + 740_000
  expect(lastAnswer({ state: 'online', lastContact: at }, now)).toBe('now')
  expect(lastAnswer({ state: 'offline', lastContact: at }, now)).toBe('12:20 ago')
  expect(lastAnswer({ state: 'connecting', lastContact: null }, now)).toBe('never')
})

it('calls only FULL and above durable', () => {
  expect([0, 1, 2, 3].map((synchronous) => isDurable({ synchronous }))).toEqual([
    false,
    false,
    true,
    true,
  ])
})

it('says of a terminal that was put back what came back, what is lost, and from when to when', () => {
  const now = Date.parse('2026-03-03T12:00:00Z')
  const restoration = {
    epoch: 2,
    copied: '2026-03-01T10:00:00Z',
    resumed: '2026-03-02T09:30:00Z',
    returned: 3,
    latest: '2026-03-02T08:00:00Z',
  }
  const { happened, kept, next } = restored(restoration, now)
  expect(happened).toContain('put back from a copy of 1 Mar')
  expect(kept).toContain('3 entries, the latest of 2 Mar')
  expect(next).toMatch(/from 1 Mar .* to 2 Mar .* lost: enter it again/)
  expect(isRecent(restoration, now)).toBe(true)
  expect(isRecent(restoration, now + 30 * 24 * 3_600_000)).toBe(false)
})

it('says what stopped the exchange, and what to do about that', () => {
  const shared = { problem: problemOf('terminal-shared') }
  expect(stopped(shared).happened).toContain('Somebody else works as this terminal')
  expect(stopped(shared).next).toContain('Close the other one')
  expect(stopped({ problem: null }).next).toContain('central store')
})

it.each([
  [3_600_000, 'is 1 h ahead'],
  [-3_900_000, 'is 1 h 5 min behind'],
  [31_000, 'is 1 min ahead'],
  [400 * 24 * 3_600_000, 'is 400 d ahead'],
  [0, 'is right'],
])('says of a clock that is off by %d ms that it %s', (offset, words) => {
  expect(describeClock(offset)).toBe(words)
  expect(wrongClock(offset).happened).toContain(words)
})
