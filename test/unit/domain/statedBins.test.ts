import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Facts } from '#shared/domain/index.ts'
import {
  type Observation,
  onHand,
  type PostCountVariance,
  stock,
  type StockEvent,
  movementsOf,
  isWhole,
} from '#shared/domain/stock/index.ts'
import { someFacts } from '#test/support/scenario.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString()
const where = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1' }

const moved: fc.Arbitrary<StockEvent> = fc
  .record({ takes: fc.boolean(), quantity: fc.integer({ min: 1, max: 9 }) })
  .map(({ takes, quantity }) => ({
    type: takes ? 'StockPicked' : 'StockReceived',
    data: { ...where, quantity },
  }))

const day = fc.record({
  events: fc.array(moved, { minLength: 1, maxLength: 12 }),
  /** How many of them, from the first, are missing; and how many the counter's terminal knew. */
  lost: fc.nat({ max: 12 }),
  known: fc.nat({ max: 12 }),
  counted: fc.nat({ max: 50 }),
  /** Another look is posted already: earlier, later, or none. */
  posted: fc.constantFrom('none', 'earlier', 'later'),
})

const look = (line: string, minute: number, counted: number, known: number): Observation => ({
  count: 'C1',
  line,
  bin: 'A-1',
  counted,
  from: at(minute),
  to: at(minute),
  terminal: 'T2',
  sequence: minute,
  known,
  live: true,
})

const fold = (events: readonly StockEvent[], lost = 0) =>
  events
    .slice(lost)
    .reduce(stock.evolve, lost > 0 ? stock.lose!(stock.initialState) : stock.initialState)

/** Posts a look on a book of which the first events are missing. */
function post(events: readonly StockEvent[], lost: number, observation: Observation) {
  const movements = events.flatMap((event, revision) =>
    revision < lost || revision <= observation.known
      ? []
      : movementsOf(event, {
          revision,
          intention: String(revision),
          operator: 'ben',
          terminal: 'T3',
          sequence: revision,
          occurredAt: at(30),
        }),
  )
  const gap = {
    stream: 's',
    missing: lost,
    unreadable: 0,
    last: lost - 1,
    ended: false,
    accepted: false,
  }
  const facts: Facts = {
    ...someFacts,
    ...(lost > 0 ? { incomplete: gap } : {}),
    counting: { book: [], readings: [], movements },
  }
  const command: PostCountVariance = { type: 'PostCountVariance', sku: 'SKU-1', observation }
  return stock.rebase(
    {
      id: 'i',
      sequence: 99,
      command,
      operator: 'eva',
      role: 'supervisor',
      terminal: 'T1',
      occurredAt: at(50),
      acceptedAt: at(50),
    },
    fold(events, lost),
    facts,
    { since: [], unseen: [], decided: [] },
  )
}

describe('a posted count says what the bin holds', () => {
  it('the same as the book and the variance say, where nothing is missing', () => {
    fc.assert(
      fc.property(day, ({ events, known, counted, posted }) => {
        const book = fold(events)
        const answer = post(events, 0, look('l1', 20, counted, Math.min(known, events.length) - 1))
        expect(answer.outcome).toBe('accepted')
        const decided = answer.outcome === 'accepted' ? answer.events : []
        const [first] = decided
        if (first?.type !== 'CountVariancePosted') throw new Error('nothing was posted')
        expect(first.data.onHand).toBe(onHand(book, { bin: 'A-1' }) + first.data.delta)
        expect(first.data.incomplete).toBeUndefined()
        if (posted === 'none') return
        // Another look of the same bin, posted after it: the later one has the last word.
        const all = [...events, ...decided]
        const second = post(all, 0, look('l2', posted === 'later' ? 25 : 15, counted + 1, 0))
        if (second.outcome !== 'accepted') throw new Error(JSON.stringify(second))
        const [next] = second.events
        if (next?.type !== 'CountVariancePosted') throw new Error('nothing was posted')
        expect(next.data.onHand).toBe(onHand(fold(all), { bin: 'A-1' }) + next.data.delta)
      }),
    )
  })

  it('the truth on every terminal, whatever the one that posts it misses before the look', () => {
    fc.assert(
      fc.property(day, ({ events, lost: most, known: some, counted }) => {
        const lost = Math.min(most, events.length)
        const known = Math.min(some, events.length) - 1
        const answer = post(events, lost, look('l1', 20, counted, known))
        const isTooEarly = lost > 0 && known < lost - 1
        expect(answer.outcome).toBe(isTooEarly ? 'conflict' : 'accepted')
        if (answer.outcome !== 'accepted') return
        const since = events.slice(known + 1)
        const truth = since.reduce(
          (sum, { type, data }) =>
            'quantity' in data ? sum + (type === 'StockPicked' ? -1 : 1) * data.quantity : sum,
          counted,
        )
        const all = [...events, ...answer.events]
        expect(onHand(fold(all), { bin: 'A-1' })).toBe(truth)
        expect(onHand(fold(all, lost), { bin: 'A-1' })).toBe(truth)
        expect(isWhole(fold(all, lost), { bin: 'A-1' })).toBe(true)
      }),
    )
  })

  it('nothing where a later look is posted, and the book is not whole: that one has the last word', () => {
    const events: StockEvent[] = [
      { type: 'StockReceived', data: { ...where, quantity: 4 } },
      { type: 'StockReceived', data: { ...where, quantity: 6 } },
    ]
    const later = post(events, 0, look('later', 25, 12, 1))
    if (later.outcome !== 'accepted') throw new Error(JSON.stringify(later))
    const all = [...events, ...later.events]
    const earlier = post(all, 1, look('earlier', 15, 7, 2))
    if (earlier.outcome !== 'accepted') throw new Error(JSON.stringify(earlier))
    expect(earlier.events).toMatchObject([{ data: { delta: 0, incomplete: true } }])
    expect(onHand(fold([...all, ...earlier.events]), { bin: 'A-1' })).toBe(12)
  })

  it('as a variance only, where it was posted before that was said', () => {
    const state = fold([
      { type: 'StockReceived', data: { ...where, quantity: 6 } },
      {
        type: 'CountVariancePosted',
        data: { warehouse: 'WH1', sku: 'SKU-1', ...look('l1', 20, 10, 0), book: 6, delta: 4 },
      },
    ])
    expect(onHand(state, { bin: 'A-1' })).toBe(10)
    expect(isWhole(stock.lose!(state), { bin: 'A-1' })).toBe(false)
  })
})
