import { describe, expect, it } from 'vitest'
import type { Movement } from '#shared/domain/index.ts'
import { bookThen, type Observation } from '#shared/domain/stock/index.ts'

const at = (time: string) => `2026-01-02T${time}:00Z`
const looked = (more: Partial<Observation> = {}): Observation => ({
  count: 'C1',
  line: 'L1',
  bin: 'A-1',
  counted: 7,
  from: at('10:00'),
  to: at('10:10'),
  terminal: 'T1',
  sequence: 5,
  known: 4,
  live: true,
  ...more,
})
const picked = (time: string, more: Partial<Movement> = {}): Movement => ({
  type: 'StockPicked',
  bin: 'A-1',
  delta: -3,
  revision: 9,
  intention: 'I',
  operator: 'ben',
  terminal: 'T4',
  sequence: 1,
  from: at(time),
  to: at(time),
  ...more,
})

/** Where a pick of three lies, told by the book that the count is compared with; the book is 7 now. */
function side(observation: Observation, movement: Movement, clockTolerance = 0) {
  const { ifBefore, ifAfter, unclear } = bookThen(observation, 7, [movement], clockTolerance)
  if (unclear.length > 0) return { unclear: [ifBefore, ifAfter] }
  return ifBefore === 7 ? 'before' : 'after'
}

describe('a movement that the counter did not know of', () => {
  it('made before the first entry at the bin is part of the book', () => {
    expect(side(looked(), picked('09:59'))).toBe('before')
  })

  it('made after the last entry is not', () => {
    expect(side(looked(), picked('10:11'))).toBe('after')
  })

  it.each(['10:00', '10:05', '10:10'])(
    'made at %s, while the bin was counted, has two readings',
    (time) => {
      expect(side(looked(), picked(time))).toEqual({ unclear: [7, 10] })
    },
  )

  it('is in doubt within the tolerance of the clocks', () => {
    expect(side(looked(), picked('09:59'), 120)).toEqual({ unclear: [7, 10] })
  })

  it('in another bin has no part in it', () => {
    expect(side(looked(), picked('10:20', { bin: 'A-2' }))).toBe('before')
  })
})

describe('a movement that the counter knew of', () => {
  it('was before, whatever its clock says', () => {
    expect(side(looked(), picked('11:00', { revision: 4 }))).toBe('before')
    expect(side(looked(), picked('11:00', { terminal: 'T1', sequence: 4 }))).toBe('before')
  })

  it('was after when the counter says that they had looked earlier', () => {
    expect(side(looked({ live: false }), picked('11:00', { revision: 4 }))).toBe('after')
  })

  it('was before when the said time is not to be believed', () => {
    const wrongDate = looked({
      live: false,
      from: '2025-01-02T10:00:00Z',
      to: '2025-01-02T10:00:00Z',
    })
    expect(side(wrongDate, picked('11:00', { revision: 4 }))).toBe('before')
  })
})

describe('a movement of the terminal that counted', () => {
  it('is not in doubt for the tolerance of clocks: it has but one', () => {
    const own = { terminal: 'T1', sequence: 6 }
    expect(side(looked(), picked('09:59', own), 120)).toBe('before')
    expect(side(looked(), picked('10:11', own), 120)).toBe('after')
  })

  it('told afterwards is in doubt within the tolerance: whoever said when looked at another clock', () => {
    const told = { terminal: 'T1', sequence: 6, said: true }
    expect(side(looked(), picked('10:11', told), 120)).toEqual({ unclear: [7, 10] })
    expect(side(looked(), picked('10:13', told), 120)).toBe('after')
  })

  it('made later is after, in the same instant too', () => {
    const own = { terminal: 'T1', sequence: 6 }
    expect(side(looked(), picked('10:11', own))).toBe('after')
    expect(side(looked({ to: at('10:00') }), picked('10:00', own))).toBe('after')
  })

  it('made between its first and its last entry has two readings', () => {
    const own = { terminal: 'T1', sequence: 6 }
    expect(side(looked(), picked('10:05', own))).toEqual({ unclear: [7, 10] })
  })

  it('keyed in later for an earlier time is before', () => {
    expect(side(looked(), picked('09:00', { terminal: 'T1', sequence: 6 }))).toBe('before')
  })
})
