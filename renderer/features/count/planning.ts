import type { DueRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../app/problemWith.ts'

/** A count in the making. */
export type Plan = {
  count: string
  bins: ReadonlySet<string>
  skus: readonly string[]
  blind: boolean
  /** As typed; empty: that measure does not matter. */
  quantity: string
  percent: string
  /** In the currency. */
  value: string
}

export type PlanProblems = Partial<Record<'count' | 'quantity' | 'percent' | 'value', string>>

/** A name that no other count has: the day, and what tells counts of one day apart. */
export const nameOf = (day: Date, other: string): string =>
  `${day.toISOString().slice(0, 10)}-${other.slice(0, 4)}`

const numberIn = (text: string): number => (text.trim() === '' ? 0 : Number(text.trim()))

const isMeasure = (text: string, whole: boolean): boolean => {
  const number = numberIn(text)
  return Number.isFinite(number) && number >= 0 && (!whole || Number.isInteger(number))
}

/** What is wrong with the plan, field by field. */
export const problemsOfPlan = (plan: Plan): PlanProblems => {
  const found: [keyof PlanProblems, string | undefined][] = [
    ['count', problemWith(codes.count, plan.count)],
    ['quantity', isMeasure(plan.quantity, true) ? undefined : 'Say a whole number of pieces.'],
    ['percent', isMeasure(plan.percent, false) ? undefined : 'Say a number of percent.'],
    ['value', isMeasure(plan.value, false) ? undefined : 'Say an amount.'],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== undefined))
}

/** The command that opens the count; undefined while something is missing or wrong. */
export const openCount = (plan: Plan): Command | undefined => {
  if (plan.bins.size === 0 && plan.skus.length === 0) return undefined
  if (Object.keys(problemsOfPlan(plan)).length > 0) return undefined
  const tolerance = {
    ...(plan.quantity.trim() !== '' && { quantity: numberIn(plan.quantity) }),
    ...(plan.percent.trim() !== '' && { percent: numberIn(plan.percent) }),
    ...(plan.value.trim() !== '' && { value: Math.round(numberIn(plan.value) * 100) }),
  }
  return {
    type: 'OpenCount',
    count: plan.count,
    bins: [...plan.bins],
    ...(plan.skus.length > 0 && { skus: [...plan.skus] }),
    blind: plan.blind,
    ...(Object.keys(tolerance).length > 0 && { tolerance }),
  }
}

export type Filter = { zone: string; text: string; onlyDue: boolean }

/** The bins that a filter leaves, in the order in which they should be counted. An empty zone stands for all. */
export const shownBins = (bins: readonly DueRow[], { zone, text, onlyDue }: Filter): DueRow[] => {
  const wanted = text.trim().toLowerCase()
  return bins.filter(
    (row) =>
      (zone === '' || row.zone === zone) &&
      (!onlyDue || row.because !== 'not-due') &&
      row.bin.toLowerCase().includes(wanted),
  )
}

/** The zones that there are, by name. */
export const zonesOf = (bins: readonly DueRow[]): string[] =>
  [...new Set(bins.map(({ zone }) => zone))].filter((zone) => zone !== '').sort()
