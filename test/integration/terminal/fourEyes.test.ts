import { describe, expect, it } from 'vitest'
import { countingSite, other, sku } from '#test/support/countingSite.ts'

const approve = { type: 'ApproveCount', count: 'C1' } as const
const count = (of: string, quantity: number) =>
  ({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: of, quantity }) as const

/** A count that is handed in: of two products, the supervisor admin has counted the first. */
async function ownCount() {
  const world = await countingSite(['T1'])
  const { T1 } = world.terminals
  const admin = world.as(T1, 'admin')
  admin({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
  world.at('09:00')
  admin(count(sku, 10))
  world.as(T1, 'ana')(count(other, 10))
  const give = (operator: string, command: Parameters<typeof admin>[0]) =>
    T1.execute({ operator, command })
  const states = (viewer?: string) =>
    T1.queries.counts.lines('C1', viewer).map((line) => [line.sku, line.state])
  return { ...world, T1, admin, give, states }
}

describe('a supervisor who has counted', () => {
  it('approves what others have counted, and leaves the own to another supervisor', async () => {
    const { admin, give, states } = await ownCount()
    admin({ type: 'SubmitCount', count: 'C1' })
    expect(states('admin')).toEqual([
      [sku, 'own'],
      [other, 'ready'],
    ])
    admin(approve)
    expect(states('admin')).toEqual([
      [sku, 'own'],
      [other, 'approved'],
    ])
    expect(give('admin', approve)).toMatchObject({
      outcome: 'refused',
      code: 'own-count',
      message: expect.stringMatching(/another supervisor has to approve.*change the rule/i),
    })
    expect(states('eva')).toContainEqual([sku, 'ready'])
    expect(give('eva', approve)).toMatchObject({ outcome: 'accepted' })
  })

  it('cannot take the own observation as the right one either', async () => {
    const { T1, as, admin, give } = await ownCount()
    as(T1, 'ana')(count(sku, 7))
    admin({ type: 'SubmitCount', count: 'C1' })
    const own = T1.queries.counts.lines('C1').find(({ countedBy }) => countedBy === 'admin')
    const accept = { type: 'AcceptCountLine', count: 'C1', line: own?.line ?? '' } as const
    expect(give('admin', accept)).toMatchObject({ outcome: 'refused', code: 'own-count' })
    expect(give('eva', accept)).toMatchObject({ outcome: 'accepted' })
    // Two have seen it by now.
    expect(give('admin', approve)).toMatchObject({ outcome: 'accepted' })
  })

  it('approves a place that somebody else has counted alike', async () => {
    const { T1, as, at, admin, give } = await ownCount()
    as(T1, 'ana')(count(sku, 10))
    at('09:10')
    admin(count(sku, 10))
    admin({ type: 'SubmitCount', count: 'C1' })
    expect(give('admin', approve)).toMatchObject({ outcome: 'accepted' })
    const approved = T1.queries.counts.lines('C1').filter(({ state }) => state === 'approved')
    expect(approved.map(({ countedBy }) => countedBy)).toEqual(['ana', 'ana'])
  })

  it('approves the own count where the warehouse has a rule that says so', async () => {
    const { admin, give, states } = await ownCount()
    admin({ type: 'ChangeCountPolicy', ownApproval: 'allow' })
    admin({ type: 'SubmitCount', count: 'C1' })
    expect(states('admin')).toContainEqual([sku, 'ready'])
    expect(give('admin', approve)).toMatchObject({ outcome: 'accepted' })
    expect(states('admin')).toContainEqual([sku, 'approved'])
  })
})

it('a count that is off by a single piece needs a reason, unless the warehouse says otherwise', async () => {
  const { terminals, as, at } = await countingSite(['T1'])
  const { T1 } = terminals
  as(T1, 'admin')({ type: 'OpenCount', count: 'C1', bins: ['A-1'] })
  at('09:00')
  as(T1, 'ana')(count(sku, 9))
  as(T1, 'ana')(count(other, 10))
  const states = () => T1.queries.counts.lines('C1').map(({ state }) => state)
  expect(states()).toEqual(['needs-reason', 'ready'])
  as(T1, 'admin')({ type: 'ChangeCountPolicy', tolerance: { quantity: 1 } })
  expect(states()).toEqual(['ready', 'ready'])
})
