import { expect, test } from 'vitest'
import type { MissingRow } from '#shared/contract/api/index.ts'
import {
  acceptedBy,
  hasUnreadable,
  missingSentences,
  toAccept,
} from '#renderer/features/lookup/missing.ts'

const gap = (part: Partial<MissingRow>): MissingRow => ({
  stream: 'stock-WH1.SKU-1',
  first: 0,
  last: 2,
  cause: 'missing',
  acceptedBy: null,
  ...part,
})

test('what is missing is told by stream, all its gaps together', () => {
  expect(
    missingSentences([
      gap({}),
      gap({ first: 7, last: 7 }),
      gap({ stream: 'product-SKU-1', last: 0 }),
    ]),
  ).toEqual([
    '4 events are missing here of the stock of SKU-1.',
    '1 event is missing here of product SKU-1.',
  ])
})

test('what this version cannot read is told apart from what is missing', () => {
  const rows = [gap({}), gap({ first: 7, last: 7, cause: 'unreadable' })]
  expect(missingSentences(rows)).toEqual([
    '3 events are missing here of the stock of SKU-1.',
    "1 event was recorded of the stock of SKU-1 by a newer version, or is none of Tallydeck's: this terminal cannot read it.",
  ])
  expect(hasUnreadable(rows)).toBe(true)
  expect(hasUnreadable([gap({})])).toBe(false)
})

test('a stream that was ended says so, and nobody is asked about it', () => {
  const ended = [gap({ acceptedBy: 'sue' }), gap({ first: 9, last: null })]
  expect(missingSentences(ended)).toEqual([
    'The central store takes nothing about the stock of SKU-1 any more: its stream was ended for good.',
  ])
  expect(toAccept(ended)).toBeUndefined()
})

test('a word counts once it is given for all that is missing', () => {
  const [first, later] = [gap({ acceptedBy: 'sue' }), gap({ first: 7, last: 7 })]
  expect(acceptedBy([first])).toBe('sue')
  expect(acceptedBy([first, later])).toBeUndefined()
  expect(toAccept([first, later])).toBe('stock-WH1.SKU-1')
  expect(toAccept([first])).toBeUndefined()
})
