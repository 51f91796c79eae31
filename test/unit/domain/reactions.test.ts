import { describe, expect, it } from 'vitest'
import {
  type Consequence,
  type DomainEvent,
  type Follow,
  type Known,
  reactions,
} from '#shared/domain/index.ts'

const nothingKnown: Known = {
  supervisors: 1,
  isPosted: () => false,
  postingConflict: () => undefined,
}

const followsOf = (type: DomainEvent['type']): readonly Follow[] =>
  reactions.filter((reaction) => reaction.kind === 'follow').filter(({ on }) => on.includes(type))

const following = (event: DomainEvent): readonly Consequence[] =>
  followsOf(event.type).flatMap(({ follows }) => follows(event))

const decidedAgain = (event: DomainEvent) =>
  reactions
    .filter((reaction) => reaction.kind === 'decide-again')
    .filter(({ on }) => on.includes(event.type))
    .map(({ there }) => there(event))

describe('what follows from an approval', () => {
  const line = (bin: string) => ({
    sku: 'SKU-1',
    book: 3,
    observation: {
      line: bin,
      bin,
      counted: 4,
      from: '2026-01-02T09:00:00Z',
      to: '2026-01-02T09:00:00Z',
      terminal: 'T1',
      sequence: 9,
      known: 2,
      live: true,
    },
  })
  const approved: DomainEvent = {
    type: 'CountLinesApproved',
    data: { warehouse: 'WH1', count: 'C1', by: 'ana', lines: [line('A-1'), line('A-2')] },
  }

  it('is one posting for each line, under a name of its own that stays the same', () => {
    const names = following(approved).map(({ name }) => name)
    expect(names).toEqual(['WH1.C1/A-1', 'WH1.C1/A-2'])
    expect(following(approved).map(({ name }) => name)).toEqual(names)
    expect(following(approved)[0]).toMatchObject({
      operator: 'ana',
      command: { type: 'PostCountVariance', sku: 'SKU-1' },
    })
  })

  it.each([
    { known: {}, own: false, overdue: false },
    { known: { isPosted: () => true }, own: true, overdue: true },
    { known: { postingConflict: () => 'open' as const }, own: false, overdue: true },
    { known: { postingConflict: () => 'closed' as const }, own: true, overdue: true },
  ])('is done, or is not, by what is known: %o', ({ known, own, overdue }) => {
    const [posting] = following(approved)
    expect(posting?.isDone({ ...nothingKnown, ...known }, false)).toBe(own)
    expect(posting?.isDone({ ...nothingKnown, ...known }, true)).toBe(overdue)
  })

  it('is given by any terminal of its warehouse after ten minutes, and by none after a month', () => {
    const [{ overdue }] = followsOf('CountLinesApproved') as [Follow]
    expect(overdue).toMatchObject({ afterMs: 600_000, untilMs: 2_592_000_000 })
    expect(typeof overdue === 'string' || overdue.streams('WH1')).toBe('count-WH1.')
  })
})

describe('what follows from a demotion', () => {
  const deactivated: DomainEvent = { type: 'OperatorDeactivated', data: { operator: 'ana' } }
  const changed = (role: 'operator' | 'supervisor'): DomainEvent => ({
    type: 'OperatorRoleChanged',
    data: { operator: 'ana', role },
  })

  it.each([deactivated, changed('operator')])(
    'is that the last one is taken back while nobody is left: %o',
    (event) => {
      expect(following(event)).toMatchObject([
        {
          name: 'restore',
          operator: 'ana',
          command: { type: 'RestoreSupervisor', operator: 'ana' },
        },
      ])
      const [follow] = followsOf(event.type)
      expect(follow?.onlyLastWhile?.(nothingKnown)).toBe(false)
      expect(follow?.onlyLastWhile?.({ ...nothingKnown, supervisors: 0 })).toBe(true)
      expect(decidedAgain(event)).toEqual([{ category: 'operator' }])
    },
  )

  it('is nothing where somebody became a supervisor', () => {
    expect(following(changed('supervisor'))).toEqual([])
    expect(decidedAgain(changed('supervisor'))).toEqual([undefined])
  })
})

it('decides what waits on an incomplete stream, and no other, once work may go on there', () => {
  const word: DomainEvent = {
    type: 'IncompleteAccepted',
    data: { terminal: 'T1', stream: 'stock-WH1.SKU-1', last: 3, by: 'ana' },
  }
  expect(decidedAgain(word)).toEqual([{ stream: 'stock-WH1.SKU-1' }])
})
