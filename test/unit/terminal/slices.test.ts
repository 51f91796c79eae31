import { describe, expect, it } from 'vitest'
import type { CentralEvent } from '#electron/terminal/central/index.ts'
import { openSliceSize, slicesOf } from '#electron/terminal/sync/exchange/slices.ts'

/** Only what cutting looks at: a letter is a stream. */
const chunk = (streams: string) =>
  streams.split('').map((stream, index) => ({ stream, id: `${stream}${index}` }) as CentralEvent)
const cut = (streams: string, most: number, long = '') =>
  slicesOf(chunk(streams), most, (stream) => long.includes(stream)).map(({ events, through }) => [
    events.map(({ stream }) => stream).join(''),
    through,
  ])

describe('cutting a chunk', () => {
  it('takes in no more at once than is asked for, in the order of the log', () => {
    expect(cut('abcde', 2)).toEqual([
      ['ab', 2],
      ['cd', 4],
      ['e', 5],
    ])
    expect(cut('', 2)).toEqual([])
  })

  it('takes in a stream with a long tail by itself, and at once', () => {
    expect(cut('aXbYXcY', 10, 'XY')).toEqual([
      ['a', 1],
      ['XX', 2],
      ['b', 3],
      ['YY', 5],
      ['c', 7],
    ])
  })

  it('says how far the log is in: never past what is still to come', () => {
    const events = chunk('XabXcYdXY')
    const slices = slicesOf(events, 2, (stream) => 'XY'.includes(stream))
    const taken = new Set<string>()
    for (const slice of slices) {
      for (const { id } of slice.events) taken.add(id)
      expect(events.slice(0, slice.through).every(({ id }) => taken.has(id))).toBe(true)
    }
    expect(slices.at(-1)?.through).toBe(events.length)
    expect(taken.size).toBe(events.length)
  })
})

describe('the size of a slice', () => {
  it('shrinks when taking in is slow, and grows when it is quick', () => {
    const size = openSliceSize()
    const first = size.most()
    size.took(first, 200)
    const less = size.most()
    expect(less).toBeLessThan(first)
    size.took(less, 1)
    expect(size.most()).toBeGreaterThan(less)
  })

  it('stays when little was taken in quickly', () => {
    const size = openSliceSize()
    size.took(size.most(), 200)
    const less = size.most()
    size.took(1, 1)
    expect(size.most()).toBe(less)
  })
})
