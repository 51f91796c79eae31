import type { DueRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../app/problemWith.ts'
import {
  problemsOfTolerance,
  toleranceIn,
  type ToleranceForm,
  type ToleranceProblems,
} from '../../app/tolerance.ts'

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
