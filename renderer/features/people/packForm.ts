import * as codes from '#shared/contract/codes.ts'
import { problemWith } from '../../work/words/problemWith.ts'

/** A pack as typed. */
export type PackForm = { barcode: string; factor: string; name: string }

export const emptyPack: PackForm = { barcode: '', factor: '1', name: 'each' }

export type PackProblems = Partial<Record<keyof PackForm, string>>

/** A whole number as typed, or not one. */
const numberIn = (text: string): number =>
  /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN

/** What is wrong with it, field by field. */
export const problemsOfPack = (form: PackForm): PackProblems => {
  const found: [keyof PackForm, string | undefined][] = [
    ['barcode', problemWith(codes.barcode, form.barcode)],
    [
      'factor',
      Number.isNaN(numberIn(form.factor))
        ? 'Say how many pieces are in it, as a whole number.'
        : problemWith(codes.quantity, numberIn(form.factor)),
    ],
    ['name', problemWith(codes.name, form.name.trim())],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== undefined))
}

/** The pack as the terminal takes it. For a form without problems. */
export const packOf = (form: PackForm) => ({
  barcode: form.barcode,
  factor: numberIn(form.factor),
  name: form.name.trim(),
})
