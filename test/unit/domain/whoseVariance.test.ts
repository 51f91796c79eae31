import { describe, it } from 'vitest'
import { stock, type StockCommand, type StockEvent } from '#shared/domain/stock/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const place = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1' }
const at = (time: string) => `2026-01-02T${time}:00Z`

/** Somebody on T2 looked at this time; what they saw was posted as the book had it then. */
const looked = (line: string, time: string, counted: number) => ({
  count: 'C1',
  line,
  bin: 'A-1',
  counted,
  from: at(time),
  to: at(time),
  terminal: 'T2',
  sequence: 5,
  known: 0,
  live: true,
})
const posted = (line: string, time: string): StockEvent => ({
  type: 'CountVariancePosted',
  data: { ...looked(line, time, 10), ...place, book: 10, delta: 0 },
})
const opening: StockEvent = { type: 'StockReceived', data: { ...place, quantity: 10 } }
const corrected = (line: string, time: string, delta: number): StockEvent => ({
  type: 'CountVarianceCorrected',
  data: { ...place, count: 'C1', line, delta, from: at(time), to: at(time) },
})

const at10 = posted('first', '10:00')
const at11 = posted('second', '11:00')
const at12 = posted('third', '12:00')
const pick: StockCommand = { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 }
const picked: StockEvent = { type: 'StockPicked', data: { ...place, quantity: 3 } }
const counted = [at10, at11, at12]
const { given } = scenario(stock)

describe('a pick that comes in after three counts of its bin', () => {
  it.each([
    ['09:00', corrected('first', '10:00', 3)],
    ['10:30', corrected('second', '11:00', 3)],
    ['11:30', corrected('third', '12:00', 3)],
  ])('made at %s, is what the next count after it had seen', (time, correction) => {
    given(opening, ...counted)
      .whenRebased(pick, { since: counted }, someFacts, { occurredAt: at(time) })
      .thenEvents(correction, picked)
  })

  it('made after all of them, is what none of them had seen', () => {
    given(opening, ...counted)
      .whenRebased(pick, { since: counted }, someFacts, { occurredAt: at('12:30') })
      .thenEvents(picked)
  })
})

describe('a count that comes in after three later and earlier ones', () => {
  it.each([
    ['09:00', corrected('first', '10:00', 2)],
    ['10:30', corrected('second', '11:00', 2)],
    ['11:30', corrected('third', '12:00', 2)],
  ])('made at %s, hands its variance back to the next one', (time, correction) => {
    const observation = looked('late', time, 8)
    given(opening, ...counted)
      .whenRebased({ type: 'PostCountVariance', sku: 'SKU-1', observation }, { since: counted })
      .thenEvents(
        {
          type: 'CountVariancePosted',
          data: { ...observation, ...place, book: 10, delta: -2, onHand: 8 },
        },
        correction,
      )
  })
})

it('of two looks at the same moment the same one has the last word, whichever is posted first', () => {
  const [a, b] = [posted('a', '10:00'), posted('b', '10:00')]
  const post = (line: string): StockCommand => ({
    type: 'PostCountVariance',
    sku: 'SKU-1',
    observation: looked(line, '10:00', 8),
  })
  const variance = (line: string): StockEvent => ({
    type: 'CountVariancePosted',
    data: { ...looked(line, '10:00', 8), ...place, book: 10, delta: -2, onHand: 8 },
  })
  given(opening, a)
    .whenRebased(post('b'), { since: [a] })
    .thenEvents(variance('b'))
  given(opening, b)
    .whenRebased(post('a'), { since: [b] })
    .thenEvents(variance('a'), corrected('b', '10:00', 2))
})

describe('a pick that is told afterwards to a terminal that knows the count', () => {
  const tally: StockEvent = {
    type: 'CountVariancePosted',
    data: {
      ...looked('tally', '10:00', 10),
      ...place,
      from: at('10:00'),
      to: at('10:10'),
      book: 10,
      delta: 0,
    },
  }
  const by = (time: string, terminal: string) =>
    ({ occurredAt: at(time), acceptedAt: at('11:00'), terminal, sequence: 9 }) as const
  const seen: StockEvent = {
    type: 'CountVarianceCorrected',
    data: { ...place, count: 'C1', line: 'tally', delta: 3, from: at('10:00'), to: at('10:10') },
  }

  it('is taken as made after it where the date that is said cannot be right', () => {
    given(opening, tally)
      .when(pick, { ...by('09:59', 'T1'), occurredAt: '2025-12-30T09:59:00Z' })
      .thenEvents(picked)
  })

  describe.each(['T1', 'T2'])('on %s', (terminal) => {
    it('is refused where it lies within the count', () => {
      const facts = { from: at('10:00'), to: at('10:10') }
      given(opening, tally)
        .when(pick, by('10:05', terminal))
        .thenRefused('movement-during-count', facts)
    })

    it('is taken before it, or after it', () => {
      given(opening, tally).when(pick, by('09:59', terminal)).thenEvents(seen, picked)
      given(opening, tally).when(pick, by('10:11', terminal)).thenEvents(picked)
    })
  })
})
