import type { WarehouseRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import type { CountPolicy } from '#shared/domain/counting.ts'
import { formatCount } from '#shared/words/format.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { toleranceWords } from '../../work/fields/tolerance.ts'

/** What a supervisor sets for the warehouse, apart from stock below zero and the reasons. */
export type Rule = 'name' | 'idleLock' | keyof CountPolicy

export type RuleRow = { rule: Rule; label: string; now: string; means: string }

type Change = Extract<Command, { type: 'ChangeCountPolicy' }>

const MAX_SECONDS = 3600

const settleWords = (upTo: number | undefined): string => {
  if (upTo === undefined) return 'Their own, of any size'
  return upTo === 0
    ? 'None: a supervisor settles all'
    : `Their own, up to ${formatCount(upTo, 'piece', 'pieces')}`
}

/** The rules as they stand, each with what it means. */
export const rulesOf = ({ name, idleLock, counting }: WarehouseRow): readonly RuleRow[] => [
  { rule: 'name', label: 'The warehouse is called', now: name, means: 'Its code stays the same.' },
  {
    rule: 'tolerance',
    label: 'A count may be off without a reason',
    now: toleranceWords(counting.tolerance),
    means: 'What is off by more has to be given a reason before it goes into the book.',
  },
  {
    rule: 'recountByAnother',
    label: 'A second count is made',
    now: counting.recountByAnother ? 'By somebody else' : 'By anybody',
    means: 'Whether the person who counted first may count again.',
  },
  {
    rule: 'ownApproval',
    label: 'Own counts are approved',
    now: counting.ownApproval === 'refuse' ? 'By another supervisor' : 'By anybody',
    means: 'Whether a supervisor may approve what they have counted themselves.',
  },
  {
    rule: 'clockTolerance',
    label: 'Clocks of terminals may differ by',
    now: formatCount(counting.clockTolerance, 'second', 'seconds'),
    means:
      'When a count and a movement lie closer together than this, a person says which was first.',
  },
  {
    rule: 'settleUpTo',
    label: 'Conflicts that an operator may settle',
    now: settleWords(counting.settleUpTo),
    means: 'Larger ones, and those of others, wait for a supervisor.',
  },
  {
    rule: 'idleLock',
    label: 'A screen is locked when nobody touches it for',
    now: formatCount(idleLock, 'minute', 'minutes'),
    means: 'Whoever works there goes on with their PIN. What they had entered is kept.',
  },
]

/** A whole number from 0 up as typed; undefined where it is none. */
export const wholeIn = (typed: string): number | undefined =>
  /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : undefined

/** What is wrong with a number of seconds as typed. */
export const problemOfSeconds = (typed: string): string | undefined => {
  const seconds = wholeIn(typed)
  if (seconds === undefined) return 'Say a whole number of seconds.'
  return seconds > MAX_SECONDS ? 'An hour, 3,600 seconds, is the most.' : undefined
}

/** What is wrong with a number of pieces as typed; empty stands for any number. */
export const problemOfPieces = (typed: string): string | undefined =>
  typed.trim() === '' || wholeIn(typed) !== undefined ? undefined : 'Say a whole number of pieces.'

/** The command that changes one rule of the policy; undefined where it would change nothing. */
export const changeOf = <Field extends keyof CountPolicy>(
  policy: CountPolicy,
  field: Field,
  value: CountPolicy[Field],
): Change | undefined => {
  if (JSON.stringify(policy[field]) === JSON.stringify(value)) return undefined
  return { type: 'ChangeCountPolicy', [field]: value ?? null }
}

/** The command that changes after how long screens are locked; undefined where the number is wrong or the same. */
export const idleLockOf = (now: number, typed: string): Command | undefined => {
  const minutes = codes.idleMinutes.safeParse(wholeIn(typed))
  return minutes.success && minutes.data !== now
    ? { type: 'ChangeIdleLock', minutes: minutes.data }
    : undefined
}

/** What is wrong with a number of minutes as typed. */
export const problemOfMinutes = (typed: string): string | undefined =>
  codes.idleMinutes.safeParse(wholeIn(typed)).success
    ? undefined
    : 'Say a whole number of minutes from 1 to 480.'

/** The command that renames the warehouse; undefined where the name is wrong or the same. */
export const renameOf = (name: string, typed: string): Command | undefined =>
  typed.trim() === name || problemWith(codes.name, typed.trim()) !== undefined
    ? undefined
    : { type: 'RenameWarehouse', name: typed.trim() }
