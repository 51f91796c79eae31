import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation, StockCommand } from '#shared/domain/stock/index.ts'
import { floor, type Judge } from '#test/support/floor.ts'

const sku = 'SKU-1'
const bins = ['A-1', 'A-2'] as const
type BinName = (typeof bins)[number]
const counters = ['T1', 'T2', 'T3']
const terminals = [...counters, 'T4']
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 8, 0) + Math.round(minute * 60_000)).toISOString()

/** One thing that really happened on the floor, in real time. */
type Step =
  | { do: 'receive' | 'pick' | 'move'; terminal: string; bin: BinName; quantity: number }
  | { do: 'count'; terminal: string; bin: BinName; lasts: boolean }

const bin = fc.constantFrom(...bins)
const terminal = fc.constantFrom(...terminals)
const quantity = fc.integer({ min: 1, max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('receive' as const, 'pick' as const, 'move' as const),
    terminal,
    bin,
    quantity,
  }),
  fc.record({
    do: fc.constant('count' as const),
    terminal: fc.constantFrom(...counters),
    bin,
    lasts: fc.boolean(),
  }),
)

type Delivery =
  | { kind: 'move'; terminal: string; sequence: number; at: string; command: StockCommand }
  | { kind: 'line'; terminal: string; observation: Omit<Observation, 'known'> }

/**
 * Plays a day on real bins. A count that lasts is seen at its middle, and its time at the bin stretches over what comes
 * right before and after it: those movements overlap it.
 */
function day(stock: Readonly<Record<BinName, number>>, steps: readonly Step[]) {
  const real = { ...stock }
  const sequences: Record<string, number> = {}
  const deliveries: Delivery[] = []
  const seenAt = new Map<string, number>()
  const madeAt = new Map<string, number>()
  const next = (terminal: string) => (sequences[terminal] = (sequences[terminal] ?? 0) + 1)
  steps.forEach((one, index) => {
    const minute = 10 * (index + 1)
    const sequence = next(one.terminal)
    const made = (command: StockCommand) => {
      madeAt.set(`${one.terminal}-${sequence}`, minute)
      deliveries.push({ kind: 'move', terminal: one.terminal, sequence, at: at(minute), command })
    }
    if (one.do === 'count') {
      const line = `line-${index}`
      seenAt.set(line, minute)
      const around = one.lasts ? 12 : 0
      deliveries.push({
        kind: 'line',
        terminal: one.terminal,
        observation: {
          count: 'C1',
          line,
          bin: one.bin,
          counted: real[one.bin],
          from: at(minute - around),
          to: at(minute + around),
          terminal: one.terminal,
          sequence,
          live: true,
        },
      })
    } else if (one.do === 'receive') {
      real[one.bin] += one.quantity
      made({ type: 'ReceiveStock', sku, bin: one.bin, quantity: one.quantity })
    } else {
      const from = one.bin
      const taken = Math.min(one.quantity, real[from])
      if (taken === 0) return
      real[from] -= taken
      if (one.do === 'pick') return made({ type: 'PickStock', sku, bin: from, quantity: taken })
      const to = from === 'A-1' ? 'A-2' : 'A-1'
      real[to] += taken
      made({ type: 'MoveStock', sku, from, to, quantity: taken })
    }
  })
  /** A person who was there: knows on which side of the look each movement was. */
  const judge: Judge = ({ line, intention, movements }) => {
    const seen = seenAt.get(String(line)) ?? 0
    const made = Array.isArray(movements) ? movements.map(String) : [String(intention)]
    const before = made.filter((one) => (madeAt.get(one) ?? 0) < seen)
    if (before.length === made.length) return 'before-count'
    return before.length === 0 ? 'after-count' : 'recount'
  }
  return { real, deliveries, judge }
}

/** Everybody comes back in the given order; lines are posted as they come in, or all together at the end. */
function comeBack(
  book: Readonly<Record<BinName, number>>,
  { deliveries, judge }: ReturnType<typeof day>,
  order: readonly string[],
  postAtOnce: boolean,
) {
  const world = floor(book, judge)
  const waiting: Observation[] = []
  const recounts = new Set<string>()
  const post = (observation: Observation) => {
    if (world.post(observation) === 'recount') recounts.add(observation.bin)
  }
  for (const terminal of order)
    for (const one of deliveries.filter((one) => one.terminal === terminal)) {
      if (one.kind === 'move') world.deliver(one.command, one)
      else if (postAtOnce) post({ ...one.observation, known: world.known })
      else waiting.push({ ...one.observation, known: world.known })
    }
  waiting.forEach(post)
  return { world, recounts }
}

const permutations = (items: readonly string[]): string[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item].concat(rest)),
      )

const stockOfBins = fc.record({ 'A-1': fc.nat(20), 'A-2': fc.nat(20) })

describe('counts and movements from four terminals', () => {
  it('end in the same book in all 24 orders, equal to what is in the bins that were counted', () => {
    fc.assert(
      fc.property(
        stockOfBins,
        stockOfBins,
        fc.array(step, { maxLength: 12 }),
        fc.boolean(),
        (book, shelves, steps, postAtOnce) => {
          const played = day(shelves, steps)
          const counted = new Set(steps.flatMap((one) => (one.do === 'count' ? [one.bin] : [])))
          for (const order of permutations(terminals)) {
            const { world, recounts } = comeBack(book, played, order, postAtOnce)
            for (const bin of bins) {
              if (!counted.has(bin) || recounts.has(bin)) continue
              expect({ bin, order, onHand: world.bins()[bin] }).toEqual({
                bin,
                order,
                onHand: played.real[bin],
              })
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('need a person exactly where a movement of another terminal overlaps a count', () => {
    fc.assert(
      fc.property(
        stockOfBins,
        stockOfBins,
        fc.array(step, { maxLength: 12 }),
        (book, shelves, steps) => {
          const brief = steps.map((one) => (one.do === 'count' ? { ...one, lasts: false } : one))
          for (const order of permutations(terminals))
            expect(comeBack(book, day(shelves, brief), order, false).world.overlaps).toEqual([])
        },
      ),
      { numRuns: 20 },
    )
  })
})
