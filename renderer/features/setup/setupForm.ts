import type { InitialiseInput } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import { problemWith } from '../../work/words/problemWith.ts'

/** What a person says of a new terminal, as typed. */
export type SetupForm = {
  terminal: string
  warehouse: string
  warehouseName: string
  store: 'embedded' | 'central'
  central: string
  /** The site of the store that was found there. */
  site?: string | undefined
}

export const emptyForm: SetupForm = {
  terminal: '',
  warehouse: '',
  warehouseName: '',
  store: 'embedded',
  central: '',
}

/** The terminal that tries things on goods that do not exist. */
export const demoInput: InitialiseInput = {
  terminal: 'T-01',
  warehouse: 'DEMO',
  warehouseName: 'Demo warehouse',
  demo: true,
}

export type SetupProblems = Partial<Record<keyof SetupForm, string>>

const addressProblem = (address: string): string | undefined =>
  address === '' ? 'Say where the central store is.' : problemWith(codes.centralAddress, address)

/** What is wrong with the form, field by field; nothing where it can be sent. */
export const problemsOf = (form: SetupForm): SetupProblems => {
  const found: [keyof SetupForm, string | undefined][] = [
    [
      'terminal',
      form.terminal === ''
        ? 'Give this terminal a name.'
        : problemWith(codes.terminal, form.terminal),
    ],
    [
      'warehouse',
      form.warehouse === ''
        ? 'Say which warehouse it stands in.'
        : problemWith(codes.warehouse, form.warehouse),
    ],
    [
      'warehouseName',
      form.warehouseName === '' ? undefined : problemWith(codes.name, form.warehouseName.trim()),
    ],
    ['central', form.store === 'central' ? addressProblem(form.central.trim()) : undefined],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== undefined))
}

/** The form as the terminal takes it. For a form without problems. */
export const inputOf = (form: SetupForm): InitialiseInput => {
  const warehouseName = form.warehouseName.trim()
  return {
    terminal: form.terminal,
    warehouse: form.warehouse,
    ...(warehouseName !== '' && { warehouseName }),
    ...(form.store === 'central' && {
      central: form.central.trim(),
      ...(form.site !== undefined && { site: form.site }),
    }),
  }
}
