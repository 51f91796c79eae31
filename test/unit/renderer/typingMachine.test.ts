import { array, assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGtin } from '#renderer/ui/scan/gtin.ts'
import type { TypingOutput } from '#renderer/ui/scan/typingMachine.ts'
import { atPace, hear } from '#test/support/keys.ts'

const barcode = '4006381333931'

const digit = constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
const number = (least: number, most: number) =>
  array(digit, { minLength: least, maxLength: most }).map((digits) => digits.join(''))

/** What went into the number. */
const typedIn = (heard: readonly TypingOutput[]) =>
  heard.map((output) => (output.kind === 'typed' ? output.text : '')).join('')

describe('a barcode at the pace of any scanner', () => {
  it('never becomes a number: it is a scan, or it is asked about', () => {
    assert(
      property(integer({ min: 5, max: 150 }), (pace) => {
        const heard = hear(atPace(`${barcode}⏎`, pace))
        expect(heard).toHaveLength(1)
        expect(heard[0]?.kind).toMatch(/scanned|doubted/)
        expect(heard[0]).toMatchObject({ text: barcode })
      }),
    )
  })

  it('nor where the scanner sends no Enter', () => {
    assert(
      property(integer({ min: 5, max: 150 }), (pace) => {
        expect(hear(atPace(barcode, pace))).toMatchObject([{ kind: 'doubted', text: barcode }])
      }),
    )
  })

  it('in two parts is one code, or asked about: never a number and another code', () => {
    assert(
      property(
        integer({ min: 5, max: 150 }),
        integer({ min: 1, max: 12 }),
        integer({ min: 150, max: 900 }),
        (pace, at, gap) => {
          const keys = atPace(`${barcode}⏎`, pace).map(([key, after], index) =>
            index === at ? ([key, gap] as const) : ([key, after] as const),
          )
          const heard = hear(keys)
          expect(heard.some(({ kind }) => kind === 'scanned')).toBe(false)
          expect(heard.some(({ kind }) => kind === 'parts' || kind === 'doubted')).toBe(true)
          const all = heard.map((output) =>
            output.kind === 'parts'
              ? `${output.isHeld ? output.head : ''}${output.tail}`
              : output.text,
          )
          expect(all.join(''), 'nothing of it is lost').toBe(barcode)
        },
      ),
      // A pause just longer than what is held for: the rest is more of what is doubted by then.
      { examples: [[126, 7, 251]], numRuns: 2_000 },
    )
  })

  it('with a stutter of 170 ms is asked about as a whole, and nothing of it stands in the number', () => {
    const keys = atPace(`${barcode}⏎`, 5).map(([key, after], index) =>
      index === 2 ? ([key, 170] as const) : ([key, after] as const),
    )
    expect(hear(keys)).toEqual([{ kind: 'parts', head: '40', tail: '06381333931', isHeld: true }])
  })

  it('of letters is asked about where a number is wanted', () => {
    expect(hear(atPace('A-02⏎', 62))).toEqual([{ kind: 'doubted', text: 'A-02', terminated: true }])
  })
})

describe('a number typed by a person', () => {
  const paces = array(integer({ min: 100, max: 300 }), { minLength: 5, maxLength: 5 })

  it('of one to four digits is never doubted, with Enter or without', () => {
    assert(
      property(number(1, 4), paces, constantFrom('', '⏎'), (digits, gaps, end) => {
        const keys = Array.from(digits + end, (key, index) => [key, gaps[index] ?? 200] as const)
        const heard = hear(keys)
        expect(heard.every(({ kind }) => kind === 'typed')).toBe(true)
        expect(typedIn(heard)).toBe(digits)
      }),
    )
  })

  it('right after a scan is what it is', () => {
    const heard = hear([...atPace(`${barcode}⏎`, 5), ...atPace('12', 180)])
    expect(heard).toMatchObject([{ kind: 'scanned' }, { kind: 'typed', text: '12' }])
  })

  it('well before a scan is a number and a scan', () => {
    const [first = ['', 0], ...rest] = atPace(`${barcode}⏎`, 5)
    const heard = hear([...atPace('12', 180), [first[0], 1_400], ...rest])
    expect(heard).toMatchObject([
      { kind: 'typed', text: '12' },
      { kind: 'scanned', text: barcode },
    ])
  })

  it('that was ended with Enter is not the first half of the scan behind it', () => {
    const [first = ['', 0], ...rest] = atPace(`${barcode}⏎`, 5)
    const heard = hear([...atPace('12⏎', 180), [first[0], 300], ...rest])
    expect(heard.map(({ kind }) => kind)).toEqual(['typed', 'scanned'])
  })
})

it('a PIN is looked at by nobody, however it was typed', () => {
  assert(
    property(number(4, 12), integer({ min: 51, max: 300 }), (pin, pace) => {
      const heard = hear(atPace(`${pin}⏎`, pace), 'secret')
      expect(heard.every(({ kind }) => kind === 'typed')).toBe(true)
      expect(typedIn(heard)).toBe(pin)
    }),
  )
})

it.each(['4006381333931', '14006381333938', '96385074', '036000291452'])('%s is a GTIN', (code) => {
  expect(isGtin(code)).toBe(true)
  const wrong = code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10)
  expect(isGtin(wrong)).toBe(false)
  expect(isGtin(`${code}0`.slice(0, 11))).toBe(false)
})
