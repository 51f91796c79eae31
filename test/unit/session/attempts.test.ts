import { describe, expect, it } from 'vitest'
import { attemptsLeft, lockLength, openAttempts } from '#electron/terminal/session/attempts.ts'

const began = Date.parse('2026-01-02T03:04:05Z')
const YEAR_MS = 365 * 86_400_000

/** A machine whose clock can be set, with a table of wrong PINs that outlives a run. */
function machine() {
  const kept = new Map<string, { failures: number; lastFailure: number }>()
  let [wall, up] = [began, 1_000_000]
  const table = {
    all: () =>
      [...kept].map(([operator, { failures, lastFailure }]) => ({
        operator,
        failures,
        lastFailure,
      })),
    of: (operator: string) => kept.get(operator) ?? { failures: 0, lastFailure: 0 },
    add: (operator: string, now: number) =>
      void kept.set(operator, {
        failures: (kept.get(operator)?.failures ?? 0) + 1,
        lastFailure: now,
      }),
    clear: (operator: string) => void kept.delete(operator),
  }
  return {
    start: () =>
      openAttempts({ failures: table, now: () => new Date(wall).toISOString(), uptime: () => up }),
    pass: (ms: number) => {
      wall += ms
      up += ms
    },
    setClock: (by: number) => void (wall += by),
  }
}

describe('wrong PINs', () => {
  it('leave fewer attempts each time, and lock at the fifth', () => {
    expect([0, 1, 4, 5, 9].map((failures) => attemptsLeft({ failures }))).toEqual([5, 4, 1, 0, 0])
    expect([0, 4, 5].map(lockLength)).toEqual([0, 0, 30_000])
  })

  it('lock twice as long each time after that, for an hour at most', () => {
    expect([5, 6, 7, 11, 12, 13, 500].map(lockLength)).toEqual([
      30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000, 3_600_000,
    ])
  })
})

describe('a lock', () => {
  const wrongFiveTimes = (attempts: ReturnType<typeof openAttempts>) => {
    for (let i = 0; i < 5; i++) attempts.add('ana')
  }

  it('is over when its time is over, for that person only', () => {
    const { start, pass } = machine()
    const attempts = start()
    wrongFiveTimes(attempts)
    expect(attempts.lockedFor('ben')).toBe(0)
    pass(29_999)
    expect(attempts.lockedFor('ana')).toBe(1)
    pass(1)
    expect(attempts.lockedFor('ana')).toBe(0)
    expect(attempts.left('ana')).toBe(0)
  })

  it.each([YEAR_MS, -YEAR_MS])('lasts as long when the clock is set by %d ms', (by) => {
    const { start, pass, setClock } = machine()
    const attempts = start()
    wrongFiveTimes(attempts)
    pass(10_000)
    setClock(by)
    expect(attempts.lockedFor('ana')).toBe(20_000)
    pass(20_000)
    expect(attempts.lockedFor('ana')).toBe(0)
  })

  it('goes on over a restart by what the clock says is left of it', () => {
    const { start, pass } = machine()
    wrongFiveTimes(start())
    pass(12_000)
    const again = start()
    expect(again.lockedFor('ana')).toBe(18_000)
    pass(18_000)
    expect(again.lockedFor('ana')).toBe(0)
  })

  it('ends after a restart too when the clock was set back a year', () => {
    const { start, pass, setClock } = machine()
    wrongFiveTimes(start())
    setClock(-YEAR_MS)
    const again = start()
    expect(again.lockedFor('ana')).toBe(30_000)
    pass(30_000)
    expect(again.lockedFor('ana')).toBe(0)
  })
})
