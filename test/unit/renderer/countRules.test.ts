import { describe, expect, it } from 'vitest'
import { commandSchema } from '#shared/contract/commands.ts'
import { defaultCountPolicy } from '#shared/domain/counting.ts'
import { plainMoney } from '#shared/words/format.ts'
import { hundredthsIn } from '../../../renderer/work/words/amount.ts'
import {
  problemsOfTolerance,
  toleranceForm,
  toleranceIn,
  toleranceWords,
} from '../../../renderer/work/fields/tolerance.ts'
import {
  changeOf,
  problemOfPieces,
  problemOfSeconds,
  renameOf,
} from '../../../renderer/features/people/countRules.ts'

describe('an amount', () => {
  it('is read in hundredths, with a point or a comma', () => {
    expect(['12.5', '12,50', ' 12 ', '0.05', '1.005', 'x', '', '-1'].map(hundredthsIn)).toEqual([
      1250,
      1250,
      1200,
      5,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('reads back as what it was written', () => {
    expect([0, 5, 1250, 101, 999_999_999].map((value) => hundredthsIn(plainMoney(value)))).toEqual([
      0, 5, 1250, 101, 999_999_999,
    ])
  })
})

describe('a tolerance', () => {
  it('is typed as it was set, and an empty measure does not matter', () => {
    const tolerance = { quantity: 3, value: 1050 }
    expect(toleranceForm(tolerance)).toEqual({ quantity: '3', percent: '', value: '10.50' })
    expect(toleranceIn(toleranceForm(tolerance))).toEqual(tolerance)
    expect(toleranceWords(tolerance)).toBe('Up to 3 pieces and worth 10.50')
    expect(toleranceWords({})).toBe('Any difference')
  })

  it('says which measure is no number', () => {
    expect(
      Object.keys(problemsOfTolerance({ quantity: '1.5', percent: 'x', value: '2.5' })),
    ).toEqual(['quantity', 'percent'])
  })
})

describe('a change of the rules for counting', () => {
  it('names only the rule that changes, so that others changed elsewhere stand', () => {
    expect(changeOf(defaultCountPolicy, 'clockTolerance', 5)).toEqual({
      type: 'ChangeCountPolicy',
      clockTolerance: 5,
    })
    expect(changeOf(defaultCountPolicy, 'recountByAnother', false)).toEqual({
      type: 'ChangeCountPolicy',
      recountByAnother: false,
    })
  })

  it('lifts the limit for settling by saying so, as the contract takes it', () => {
    const change = changeOf({ ...defaultCountPolicy, settleUpTo: 10 }, 'settleUpTo', undefined)
    expect(change).toEqual({ type: 'ChangeCountPolicy', settleUpTo: null })
    expect(commandSchema.safeParse(change).success).toBe(true)
  })

  it('is none where nothing would change', () => {
    expect(changeOf(defaultCountPolicy, 'settleUpTo', undefined)).toBeUndefined()
    expect(changeOf(defaultCountPolicy, 'tolerance', { quantity: 0 })).toBeUndefined()
    expect(renameOf('North', ' North ')).toBeUndefined()
  })

  it('says what is wrong with a number', () => {
    expect([problemOfSeconds('3600'), problemOfPieces(''), problemOfPieces('0')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(problemOfSeconds('3601')).toMatch(/hour/)
    expect(problemOfSeconds('')).toMatch(/whole number/)
    expect(problemOfPieces('1.5')).toMatch(/whole number/)
  })
})
