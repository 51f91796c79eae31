import { describe, expect, it } from 'vitest'
import type { TailEntry } from '#electron/terminal/store/index.ts'
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_EVENTS,
  planBatch,
  sameStart,
} from '#electron/terminal/sync/exchange/plan.ts'

type Given = {
  readonly state?: TailEntry['state']
  readonly events: readonly {
    readonly id: string
    readonly revision?: number
    readonly name?: string
  }[]
}

/** Only what planning looks at. */
const tail = (...entries: readonly Given[]): readonly TailEntry[] =>
  entries.map(
    ({ state = 'pending', events }, index) =>
      ({
        state,
        sequence: index + 1,
        decided: {
          events: events.map(({ id, revision, name = '' }) => ({
            id,
            revision,
            type: 'ProductRenamed',
            data: { sku: 'SKU-1', name },
            metadata: {},
          })),
        },
      }) as unknown as TailEntry,
  )
const ids = (batch: ReturnType<typeof planBatch>) => batch?.events.map(({ id }) => id)
const one = (id: string) => ({ events: [{ id }] })

describe('planning an append', () => {
  it('takes the pending tail in order, on the confirmed head', () => {
    const batch = planBatch(tail(one('a'), { events: [{ id: 'b' }, { id: 'c' }] }), 4)
    expect(batch).toMatchObject({ expected: 4, through: 2, more: false })
    expect(ids(batch)).toEqual(['a', 'b', 'c'])
  })

  it('takes no more of a long tail than one append holds', () => {
    let taken = 0
    function* long() {
      for (const entry of tail(...Array.from({ length: 5000 }, (_, n) => one(`${n}`)))) {
        taken += 1
        yield entry
      }
    }
    expect(planBatch(long(), 0)?.events).toHaveLength(MAX_BATCH_EVENTS)
    expect(taken).toBe(MAX_BATCH_EVENTS + 1)
  })

  it('stops at what is parked or held', () => {
    const parked = { state: 'conflict' as const, events: [{ id: 'b' }] }
    expect(ids(planBatch(tail(one('a'), parked, one('c')), 0))).toEqual(['a'])
    expect(planBatch(tail(parked, one('c')), 0)).toBeUndefined()
  })

  it('leaves out what has landed of an intention', () => {
    const batch = planBatch(tail({ events: [{ id: 'a', revision: 5 }, { id: 'b' }] }), 5)
    expect(ids(batch)).toEqual(['b'])
  })

  it('never splits an intention, and says when there is more', () => {
    const many = Array.from({ length: MAX_BATCH_EVENTS - 1 }, (_, n) => one(`e${n}`))
    const batch = planBatch(tail(...many, { events: [{ id: 'x' }, { id: 'y' }] }), 0)
    expect(batch?.events).toHaveLength(MAX_BATCH_EVENTS - 1)
    expect(batch?.more).toBe(true)
  })

  it('stays below the size that the store takes, though one large intention goes alone', () => {
    const name = 'x'.repeat(MAX_BATCH_BYTES / 2)
    const large = (id: string) => ({ events: [{ id, name }] })
    expect(ids(planBatch(tail(large('a'), large('b')), 0))).toEqual(['a'])
  })

  it('takes no more bytes than it is told to, though one intention is never split for it', () => {
    const entries = tail(one('a'), one('b'), { events: [{ id: 'c' }, { id: 'd' }] })
    const { bytes } = planBatch(tail(one('a')), 0)!
    const within = (most: number) => planBatch(entries, 0, most)
    expect(within(bytes * 2)).toMatchObject({ bytes: bytes * 2, more: true })
    expect(ids(within(bytes * 2))).toEqual(['a', 'b'])
    expect(within(bytes * 3)?.through).toBe(2)
    expect(ids(within(bytes * 3))).toEqual(['a', 'b'])
    expect(within(bytes * 4)).toMatchObject({ events: { length: 4 }, more: false })
    expect(ids(within(1))).toEqual(['a'])
  })
})

it('sends an append again only while what it was decided on still stands', () => {
  const batch = planBatch(tail(one('a')), 3)!
  expect(sameStart(batch, planBatch(tail(one('a'), one('b')), 3)!)).toBe(true)
  expect(sameStart(batch, planBatch(tail(one('a')), 4)!)).toBe(false)
  expect(sameStart(batch, planBatch(tail(one('z')), 3)!)).toBe(false)
})
