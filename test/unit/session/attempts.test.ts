import { describe, expect, it } from 'vitest'
import { attemptsLeft, lockedUntil } from '#electron/terminal/session/attempts.ts'

const now = Date.parse('2026-01-02T03:04:05Z')
const failures = (count: number, lastFailure = now) => ({ failures: count, lastFailure })

describe('wrong PINs', () => {
  it('leave fewer attempts each time, and lock at the fifth', () => {
    expect([0, 1, 4, 5, 9].map((count) => attemptsLeft(failures(count)))).toEqual([5, 4, 1, 0, 0])
    expect(lockedUntil(failures(4), now)).toBeUndefined()
    expect(lockedUntil(failures(5), now)).toBe(now + 30_000)
  })

  it('lock twice as long each time after that, for an hour at most', () => {
    const lengths = [5, 6, 7, 11, 12, 13, 500].map(
      (count) => (lockedUntil(failures(count), now) ?? 0) - now,
    )
    expect(lengths).toEqual([30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000, 3_600_000])
  })

  it('unlock when the time is over', () => {
    expect(lockedUntil(failures(5), now + 29_999)).toBe(now + 30_000)
    expect(lockedUntil(failures(5), now + 30_000)).toBeUndefined()
  })

  it('do not lock for longer when the clock was set back', () => {
    expect(lockedUntil(failures(5, now + 86_400_000), now)).toBe(now + 30_000)
  })
})
