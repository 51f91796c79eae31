import { describe, expect, it } from 'vitest'
import {
  FIRST_WINDOW,
  LEAST_WINDOW,
  MOST_WINDOW,
  openPace,
  type Pace,
} from '#electron/terminal/sync/exchange/pace.ts'

/** A pace on a clock that goes only when it is told to. */
function paceInTime() {
  let time = 1_700_000_000_000
  const pace = openPace(() => time)
  return { pace, pass: (ms: number) => void (time += ms) }
}

/** How much is let onto the line at once, as one who sends alone would find it. */
const trusted = (pace: Pace) => pace.share(1)

function answer({ pace, pass }: ReturnType<typeof paceInTime>, ms: number, bytes = trusted(pace)) {
  const passage = pace.send(bytes)
  pass(ms)
  pace.answered(passage)
}

describe('the pace of sending', () => {
  it('begins small, and shares what it has among those who want to send', () => {
    const { pace } = paceInTime()
    expect(pace.share(1)).toBe(FIRST_WINDOW)
    expect(pace.share(2)).toBe(FIRST_WINDOW / 2)
    expect(pace.share(500)).toBe(FIRST_WINDOW / 8)
  })

  it('lets no more onto the line than it is trusted with, and waits while it is full', () => {
    const { pace } = paceInTime()
    const share = pace.share(10)
    const passages = Array.from({ length: 8 }, () => pace.send(share))
    expect(pace.share(10)).toBe(0)
    expect(pace.admits(1)).toBe(false)
    pace.gone(passages[0]!)
    expect(pace.share(10)).toBe(share)
  })

  it('lets what is larger than it trusts the line with go alone', () => {
    const { pace } = paceInTime()
    expect(pace.admits(FIRST_WINDOW * 10)).toBe(true)
    const small = pace.send(100)
    expect(pace.admits(FIRST_WINDOW * 10)).toBe(false)
    pace.gone(small)
    const large = pace.send(FIRST_WINDOW * 10)
    expect(pace.admits(1)).toBe(false)
    pace.gone(large)
  })

  it('grows fast while answers come quickly, up to a limit', () => {
    const line = paceInTime()
    answer(line, 20)
    expect(trusted(line.pace)).toBe(FIRST_WINDOW * 2)
    for (let n = 0; n < 20; n += 1) answer(line, 20)
    expect(trusted(line.pace)).toBe(MOST_WINDOW)
  })

  it('does not take a trickle that comes back quickly for proof of more', () => {
    const line = paceInTime()
    for (let n = 0; n < 1000; n += 1) answer(line, 20, 600)
    expect(trusted(line.pace)).toBe(FIRST_WINDOW)
  })

  it('does not take a long way to the store for a full line', () => {
    const line = paceInTime()
    answer(line, 700)
    answer(line, 800)
    expect(trusted(line.pace)).toBe(FIRST_WINDOW * 4)
  })

  it('stays where it is while the line is just full, and shrinks when answers are slow', () => {
    const line = paceInTime()
    answer(line, 100)
    answer(line, 1100)
    expect(trusted(line.pace)).toBe(FIRST_WINDOW * 2)
    answer(line, 4000)
    expect(trusted(line.pace)).toBe(FIRST_WINDOW * 1.5)
  })

  it('grows more carefully once it knows what was too much', () => {
    const line = paceInTime()
    answer(line, 100)
    answer(line, 4000)
    const before = trusted(line.pace)
    answer(line, 100)
    expect(trusted(line.pace)).toBe(before * 1.25)
  })

  it('begins appends one after the other, a window in the time of the quickest answer', () => {
    const line = paceInTime()
    const { pace, pass } = line
    expect(pace.restMs()).toBe(0)
    answer(line, 800)
    const window = trusted(pace)
    pace.send(window / 8)
    expect(pace.restMs()).toBe(100)
    pass(60)
    expect(pace.restMs()).toBe(40)
    pass(60)
    expect(pace.restMs()).toBe(0)
    pace.send(window * 20)
    expect(pace.restMs()).toBe(800)
  })

  it('holds nothing back before it has an answer, nor where answers come at once', () => {
    const line = paceInTime()
    line.pace.send(4096)
    expect(line.pace.restMs()).toBe(0)
    const near = paceInTime()
    answer(near, 3)
    near.pace.send(trusted(near.pace) / 8)
    expect(near.pace.restMs()).toBe(0)
  })

  it('shrinks once for all that was under way together, and never to nothing', () => {
    const { pace, pass } = paceInTime()
    const together = [1, 2, 3].map(() => pace.send(1000))
    pass(20_000)
    expect(together.map((passage) => pace.late(passage))).toEqual([1, 1, 1])
    expect(trusted(pace)).toBe(FIRST_WINDOW / 2)
    for (let n = 0; n < 20; n += 1) {
      const passage = pace.send(1000)
      pass(20_000)
      pace.late(passage)
    }
    expect(trusted(pace)).toBe(LEAST_WINDOW)
  })

  it('counts how often in a row nothing was in time, from anew after any answer', () => {
    const line = paceInTime()
    const late = () => {
      line.pass(1)
      const passage = line.pace.send(1000)
      line.pass(20_000)
      return line.pace.late(passage)
    }
    expect([late(), late()]).toEqual([1, 2])
    line.pass(1)
    answer(line, 20)
    expect(late()).toBe(1)
  })

  it('waits the longer for an answer the more is on the line', () => {
    const { pace } = paceInTime()
    const small = pace.send(600)
    const more = pace.send(FIRST_WINDOW / 2)
    const large = pace.send(FIRST_WINDOW * 20)
    expect(small.deadlineMs).toBeGreaterThanOrEqual(10_000)
    expect(more.deadlineMs).toBeGreaterThan(small.deadlineMs)
    expect(large.deadlineMs).toBeGreaterThan(60_000)
  })
})
