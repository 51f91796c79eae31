import { describe, expect, it } from 'vitest'
import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { commandSchema } from '#shared/contract/commands.ts'
import {
  alikeOf,
  draftFor,
  missingOf,
  settle,
  suggest,
} from '../../../renderer/features/conflicts/draft.ts'
import { binsOf, stockAfter } from '../../../renderer/features/conflicts/stockAfter.ts'
import { storyOf } from '../../../renderer/features/conflicts/story.ts'
import { proposeQuantity, typeText } from '../../../renderer/ui/quantity/quantityEntry.ts'

const picked = (part: Partial<ConflictDetail> = {}): ConflictDetail => ({
  conflict: 'c1',
  stream: 'stock-WH1.HL-U509-R',
  intention: '0b1f6a4e-7c1d-4d1e-9a53-0f8b6f4f0001',
  summary: 'Pick 3 of HL-U509-R from A-01-02',
  command: { type: 'PickStock', sku: 'HL-U509-R', bin: 'A-01-02', quantity: 3 },
  unreadable: null,
  reason: 'no-longer-possible',
  message: 'Bin A-01-02 holds 2 of HL-U509-R, not 3.',
  choices: [
    { choice: 'retry', leaves: { 'A-01-02': -1 } },
    { choice: 'record-as-happened', leaves: { 'A-01-02': -1 } },
    { choice: 'change-quantity', leaves: { 'A-01-02': 0 }, quantity: 2 },
    { choice: 'other-bin', leaves: { 'A-01-02': 2, 'B-01-01': 6 }, bin: 'B-01-01' },
    { choice: 'leave-undone', leaves: { 'A-01-02': 2 } },
  ],
  proposed: null,
  terminal: 'T-07',
  raisedBy: 'ana',
  via: null,
  occurredAt: '2026-03-02T10:00:00.000Z',
  state: 'open',
  settlement: null,
  maySettle: true,
  coveredBy: null,
  meanwhile: [],
  before: { 'A-01-02': 3 },
  now: { 'A-01-02': 2 },
  history: [],
  ...part,
})

describe('the choice that a conflict opens with', () => {
  it('is to try again where the stock covers it by now', () => {
    expect(
      suggest(picked({ choices: [{ choice: 'retry', leaves: { 'A-01-02': 4 } }] })),
    ).toMatchObject({ choice: 'retry' })
  })

  it('is to record what happened where goods have left the bin already', () => {
    expect(suggest(picked())).toMatchObject({ choice: 'record-as-happened' })
  })

  it('is to leave it undone where trying again would fail again and nothing else fits', () => {
    const { choices } = picked()
    expect(
      suggest(
        picked({
          choices: choices.filter(({ choice }) => choice === 'retry' || choice === 'leave-undone'),
        }),
      ),
    ).toMatchObject({ choice: 'leave-undone' })
  })

  it('is what the terminal proposed, where it did', () => {
    expect(
      suggest(picked({ proposed: { choice: 'leave-undone', because: 'theirs-stands' } })),
    ).toEqual({ choice: 'leave-undone', because: expect.stringMatching(/somebody else/) })
  })

  it('always says why', () => {
    expect(suggest(picked())?.because).toMatch(/\w/)
  })
})

describe('what a choice would leave', () => {
  it('is what the terminal said, for what the terminal offered', () => {
    const draft = draftFor(picked())
    expect(stockAfter(picked(), { ...draft, choice: 'change-quantity' })).toEqual({ 'A-01-02': 0 })
    expect(stockAfter(picked(), { ...draft, choice: 'other-bin' })).toEqual({
      'A-01-02': 2,
      'B-01-01': 6,
    })
  })

  it('follows another quantity', () => {
    const draft = { ...draftFor(picked()), choice: 'change-quantity' as const }
    expect(stockAfter(picked(), { ...draft, quantity: proposeQuantity(1) })).toEqual({
      'A-01-02': 1,
    })
  })

  it('takes from another bin what that bin holds', () => {
    const draft = { ...draftFor(picked()), choice: 'other-bin' as const, bin: 'C-09-09' }
    expect(stockAfter(picked(), draft, { 'C-09-09': 10 })).toEqual({ 'A-01-02': 2, 'C-09-09': 7 })
  })

  it('puts the goods of a move into the bin that they went to', () => {
    const moved = picked({
      command: { type: 'MoveStock', sku: 'HL-U509-R', from: 'A-01-02', to: 'B-01-01', quantity: 3 },
      now: { 'A-01-02': 2, 'B-01-01': 5 },
    })
    const draft = { ...draftFor(moved), choice: 'change-quantity' as const }
    expect(stockAfter(moved, { ...draft, quantity: proposeQuantity(1) })).toEqual({
      'A-01-02': 1,
      'B-01-01': 6,
    })
  })

  it('is not known while its quantity or bin is not given', () => {
    const open = picked({ choices: [{ choice: 'other-bin', leaves: {} }] })
    expect(stockAfter(open, { ...draftFor(open), choice: 'other-bin' })).toBeUndefined()
  })
})

it('is about the bins that were asked for or that change, not about all that hold the product', () => {
  const conflict = picked({
    before: { 'A-01-02': 3, 'C-01-01': 9, 'D-01-01': 4 },
    now: { 'A-01-02': 2, 'C-01-01': 9, 'D-01-01': 5 },
  })
  expect(binsOf(conflict, undefined)).toEqual(['A-01-02', 'D-01-01'])
  expect(binsOf(conflict, { 'A-01-02': 2, 'B-01-01': 6, 'C-01-01': 9, 'D-01-01': 5 })).toEqual([
    'A-01-02',
    'B-01-01',
    'D-01-01',
  ])
})

describe('settling', () => {
  it('wants a reason for what is left undone', () => {
    const draft = { ...draftFor(picked()), choice: 'leave-undone' as const }
    expect(missingOf(draft)).toBe('note')
    expect(settle('c1', draft)).toBeUndefined()
    expect(settle('c1', { ...draft, note: ' Never left the shelf. ' })).toEqual({
      type: 'ResolveConflict',
      conflict: 'c1',
      choice: 'leave-undone',
      note: 'Never left the shelf.',
    })
  })

  it('wants a quantity of at least one', () => {
    const draft = { ...draftFor(picked()), choice: 'change-quantity' as const }
    expect(missingOf({ ...draft, quantity: typeText(draft.quantity, '0') })).toBe('quantity')
    expect(settle('c1', draft)).toMatchObject({ choice: 'change-quantity', quantity: 2 })
  })

  it('sends only what the choice needs, as the contract takes it', () => {
    const draft = { ...draftFor(picked()), choice: 'record-as-happened' as const }
    const command = settle('c1', draft)
    expect(command).toEqual({
      type: 'ResolveConflict',
      conflict: 'c1',
      choice: 'record-as-happened',
    })
    expect(commandSchema.parse(command)).toEqual(command)
  })
})

describe('those alike', () => {
  const other = (part: Partial<ConflictDetail>) => picked({ conflict: 'c2', ...part })

  it('are open, of the same kind and reason, and may be settled by whoever looks', () => {
    const all = [
      picked(),
      other({}),
      other({ conflict: 'c3', state: 'settled' }),
      other({ conflict: 'c4', maySettle: false }),
      other({ conflict: 'c5', reason: 'movement-during-count' }),
      other({ conflict: 'c6', command: { type: 'MoveStock' } }),
      other({ conflict: 'c7', choices: [{ choice: 'retry', leaves: {} }] }),
    ]
    expect(alikeOf(picked(), 'record-as-happened', all).map(({ conflict }) => conflict)).toEqual([
      'c2',
    ])
  })

  it('are none for a choice that each would need its own quantity or bin for', () => {
    expect(alikeOf(picked(), 'change-quantity', [other({})])).toEqual([])
  })
})

it('tells yours and theirs in the order of their clocks', () => {
  const meanwhile = ['2026-03-02T10:05:00.000Z', '2026-03-02T09:55:00.000Z'].map((occurredAt) => ({
    type: 'StockPicked',
    summary: '1 of HL-U509-R picked from A-01-02',
    operator: 'ben',
    via: null,
    terminal: 'T-02',
    occurredAt,
  }))
  expect(storyOf(picked({ meanwhile })).map(({ side }) => side)).toEqual([
    'theirs',
    'yours',
    'theirs',
  ])
})

describe('a count that could not be posted', () => {
  const count = picked({
    summary: 'Post count of HL-U509-R in A-01-02: 2',
    occurredAt: '2026-03-02T12:00:00.000Z',
    command: {
      type: 'PostCountVariance',
      sku: 'HL-U509-R',
      observation: {
        bin: 'A-01-02',
        counted: 2,
        from: '2026-03-02T10:00:00.000Z',
        to: '2026-03-02T10:10:00.000Z',
        terminal: 'T-03',
      },
    },
    before: { 'A-01-02': 3 },
    now: { 'A-01-02': 3 },
  })

  it('is told from when the counter came to the bin, with what others did at that time between', () => {
    const meanwhile = [
      {
        type: 'StockPicked',
        summary: '1 of HL-U509-R picked from A-01-02',
        operator: 'ben',
        via: null,
        terminal: 'T-02',
        occurredAt: '2026-03-02T10:05:00.000Z',
      },
    ]
    expect(storyOf({ ...count, meanwhile }).map(({ what, terminal }) => [what, terminal])).toEqual([
      ['Counting in A-01-02 began', 'T-03'],
      ['1 of HL-U509-R picked from A-01-02', 'T-02'],
      ['2 of HL-U509-R counted in A-01-02', 'T-03'],
      ['Post count of HL-U509-R in A-01-02: 2', 'T-07'],
    ])
  })

  it('is about the bin that was counted, also where nothing changes there', () => {
    expect(binsOf(count, { 'A-01-02': 3 })).toEqual(['A-01-02'])
  })
})
