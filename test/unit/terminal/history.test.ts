import { expect, it } from 'vitest'
import { printHistory } from '#electron/terminal/rebase/index.ts'

it('prints what is confirmed, whose it is, and what is missing or cannot be read', () => {
  const confirmed = [
    { revision: 2, type: 'StockReceived', own: 4 },
    { revision: 5, type: 'StockPicked' },
    { revision: 7, type: 'StockBlessed', unreadable: true },
  ]
  expect(printHistory({ confirmed, tail: [] })).toBe(
    '2:StockReceived#4 3-4? 5:StockPicked 6? 7:StockBlessed? |',
  )
})

it('prints the tail, what it was decided on, and what that replaced', () => {
  const tail = [
    {
      sequence: 7,
      state: 'pending' as const,
      decisions: [
        { base: 1, events: ['StockPicked', 'CountVarianceCorrected'] },
        { base: 0, events: ['StockPicked'] },
      ],
    },
    {
      sequence: 8,
      state: 'conflict' as const,
      decisions: [{ base: 0, events: ['StockMoved'] }],
    },
    { sequence: 9, state: 'held' as const, decisions: [{ base: 1, events: ['StockPicked'] }] },
  ]
  expect(printHistory({ confirmed: [], tail })).toBe(
    '| #7:StockPicked+CountVarianceCorrected@1<StockPicked@0 !#8:StockMoved@0 (#9:StockPicked@1)',
  )
})
