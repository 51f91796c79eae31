import { describe, expect, it } from 'vitest'
import { countingSite, other, sku } from '#test/support/countingSite.ts'

describe('an observation has the time of its own entries', () => {
  it('does not outrank the later look of another terminal because its counter stayed at the bin', async () => {
    const { terminals, at, as, all, stock } = await countingSite(['T1', 'T2'])
    const { T1, T2 } = terminals
    for (const count of ['C1', 'C2'])
      as(T1, 'admin')({ type: 'OpenCount', count, bins: ['A-1'], tolerance: { quantity: 99 } })
    await all()
    at('09:00')
    as(T1, 'ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku, quantity: 10 })
    at('10:00')
    as(T2, 'ben')({ type: 'RecordCount', count: 'C2', bin: 'A-1', sku, quantity: 5 })
    at('10:30')
    as(T1, 'ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: other, quantity: 10 })
    await all()
    at('12:00')
    for (const count of ['C2', 'C1']) {
      as(T1, 'admin')({ type: 'SubmitCount', count })
      as(T1, 'admin')({ type: 'ApproveCount', count })
      await all()
    }
    expect(stock(T2)).toBe(5)
  })

  it('is not overlapped by a pick between its only entry and another look at the same bin', async () => {
    const { terminals, at, as, all, stock } = await countingSite(['T1', 'T2'])
    const { T1, T2 } = terminals
    as(
      T1,
      'admin',
    )({
      type: 'OpenCount',
      count: 'C1',
      bins: ['A-1'],
      tolerance: { quantity: 99 },
    })
    await all()
    at('09:00')
    as(T1, 'ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku, quantity: 8 })
    at('12:00')
    as(T2, 'ben')({ type: 'PickStock', bin: 'A-1', sku, quantity: 3 })
    at('17:00')
    as(T1, 'ana')({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: other, quantity: 10 })
    as(T1, 'admin')({ type: 'SubmitCount', count: 'C1' })
    await all()
    as(T1, 'admin')({ type: 'ApproveCount', count: 'C1' })
    await all()
    expect(T1.queries.conflicts.list('open', 10)).toEqual([])
    expect(stock(T2)).toBe(5)
  })
})
