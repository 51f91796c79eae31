import type { DueRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import type { CycleClass } from '#shared/domain/count/index.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import {
  problemsOfTolerance,
  toleranceIn,
  type ToleranceForm,
  type ToleranceProblems,
} from '../../work/fields/tolerance.ts'

/** A count in the making. */
export type Plan = ToleranceForm & {
  count: string
  bins: ReadonlySet<string>
  skus: readonly string[]
  blind: boolean
}

export type PlanProblems = Partial<Record<'count', string>> & ToleranceProblems

/** A name that no other count has: the day, and what tells counts of one day apart. */
export const nameOf = (day: Date, other: string): string =>
  `${day.toISOString().slice(0, 10)}-${other.slice(0, 4)}`

/** What is wrong with the plan, field by field. */
export const problemsOfPlan = (plan: Plan): PlanProblems => {
  const count = problemWith(codes.count, plan.count)
  return { ...(count !== undefined && { count }), ...problemsOfTolerance(plan) }
}

/** The command that opens the count; undefined while something is missing or wrong. */
export const openCount = (plan: Plan): Command | undefined => {
  if (plan.bins.size === 0 && plan.skus.length === 0) return undefined
  if (Object.keys(problemsOfPlan(plan)).length > 0) return undefined
  const tolerance = toleranceIn(plan)
  return {
    type: 'OpenCount',
    count: plan.count,
    bins: [...plan.bins],
    ...(plan.skus.length > 0 && { skus: [...plan.skus] }),
    blind: plan.blind,
    ...(Object.keys(tolerance).length > 0 && { tolerance }),
  }
}

/** Which bins are looked at: due by their class, not counted for some days, in doubt, or all. */
export type Shown = 'due' | 'stale' | 'doubt' | 'all'

/** `days` is as typed, for bins not counted for that long. */
export type Filter = { zone: string; text: string; shown: Shown; days: string }

const DAY = 24 * 3600 * 1000

/** The longest that a bin may go without a count: ten years. */
const MOST_DAYS = 3650

/** A number of days as typed; undefined where it is none. */
export const daysIn = (typed: string): number | undefined => {
  const days = /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : 0
  return days >= 1 && days <= MOST_DAYS ? days : undefined
}

/** What a person is told who types something else. */
export const problemOfDays = (typed: string): string | undefined =>
  daysIn(typed) === undefined ? 'Say 1 to 3,650 days.' : undefined

/** After how many days a bin of each class is due again, as typed. */
export type CycleForm = Readonly<Record<CycleClass, string>>

/** Bins whose goods move most are counted most. */
export const usualCycle: CycleForm = { A: '30', B: '90', C: '180' }

/** The days of each class; undefined while one of them is wrong. */
export const cycleIn = ({ A, B, C }: CycleForm): Record<CycleClass, number> | undefined => {
  const [a, b, c] = [daysIn(A), daysIn(B), daysIn(C)]
  return a === undefined || b === undefined || c === undefined ? undefined : { A: a, B: b, C: c }
}

const isShown = (row: DueRow, { shown, days }: Filter, now: number): boolean => {
  switch (shown) {
    case 'due':
      return row.because !== 'not-due'
    case 'stale': {
      const since = row.lastCounted === null ? 0 : Date.parse(row.lastCounted)
      return now - since >= (daysIn(days) ?? MOST_DAYS) * DAY
    }
    case 'doubt':
      return row.because === 'negative-stock' || row.because === 'conflict'
    case 'all':
      return true
  }
}

/** The bins that a filter leaves, in the order in which they should be counted. An empty zone stands for all. */
export const shownBins = (bins: readonly DueRow[], filter: Filter, now: number): DueRow[] => {
  const wanted = filter.text.trim().toLowerCase()
  return bins.filter(
    (row) =>
      (filter.zone === '' || row.zone === filter.zone) &&
      isShown(row, filter, now) &&
      row.bin.toLowerCase().includes(wanted),
  )
}

/** The zones that there are, by name. */
export const zonesOf = (bins: readonly DueRow[]): string[] =>
  [...new Set(bins.map(({ zone }) => zone))].filter((zone) => zone !== '').sort()
