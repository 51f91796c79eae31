import type { Tolerance } from '#shared/domain/counting.ts'
import { formatCount, formatMoney, formatNumber, plainMoney } from '#shared/words/format.ts'
import { hundredthsIn } from '../words/amount.ts'

/** How far off a count may be, as typed; empty: that measure does not matter. */
export type ToleranceForm = {
  quantity: string
  percent: string
  /** In the currency. */
  value: string
}

export type ToleranceProblems = Partial<Record<keyof ToleranceForm, string>>

const MAX_PIECES = 999_999_999
const MAX_PERCENT = 1000

const text = (value: number | undefined): string => (value === undefined ? '' : String(value))

/** A tolerance as it is typed. */
export const toleranceForm = ({ quantity, percent, value }: Tolerance): ToleranceForm => ({
  quantity: text(quantity),
  percent: text(percent),
  value: value === undefined ? '' : plainMoney(value),
})

const numberIn = (typed: string, max: number, pattern: RegExp): number | undefined => {
  const number = pattern.test(typed.trim()) ? Number(typed.trim()) : Number.NaN
  return number <= max ? number : undefined
}

const measures = {
  quantity: (typed: string) => numberIn(typed, MAX_PIECES, /^\d{1,9}$/),
  percent: (typed: string) => numberIn(typed, MAX_PERCENT, /^\d{1,4}(?:\.\d+)?$/),
  value: hundredthsIn,
}

const wrong: Readonly<Record<keyof ToleranceForm, string>> = {
  quantity: 'Say a whole number of pieces.',
  percent: 'Say a number of percent.',
  value: 'Say an amount.',
}

const fields = ['quantity', 'percent', 'value'] as const

/** What is wrong with it, field by field. */
export const problemsOfTolerance = (form: ToleranceForm): ToleranceProblems =>
  Object.fromEntries(
    fields
      .filter((field) => form[field].trim() !== '' && measures[field](form[field]) === undefined)
      .map((field) => [field, wrong[field]]),
  )

/** The tolerance that was typed. For a form without problems. */
export const toleranceIn = (form: ToleranceForm): Tolerance =>
  Object.fromEntries(
    fields
      .filter((field) => form[field].trim() !== '')
      .map((field) => [field, measures[field](form[field])]),
  )

/** A tolerance in words: each of its measures has to hold. */
export const toleranceWords = ({ quantity, percent, value }: Tolerance): string => {
  const parts = [
    quantity !== undefined && formatCount(quantity, 'piece', 'pieces'),
    percent !== undefined && `${formatNumber(percent)} percent`,
    value !== undefined && `worth ${formatMoney(value)}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'Any difference' : `Up to ${parts.join(' and ')}`
}
