import type { CountLineRow } from '#shared/contract/api/index.ts'
import type { OffBy } from './lines.ts'

/** What variances can be added up by. */
export const grouping = [
  { value: 'count', label: 'count' },
  { value: 'bin', label: 'bin' },
  { value: 'sku', label: 'product' },
  { value: 'countedBy', label: 'counter' },
  { value: 'reason', label: 'reason' },
] as const
export type Grouping = (typeof grouping)[number]['value']

/** In pieces. */
export type Group = OffBy & { key: string; lines: number }

/** Variances added up, the largest first whichever way they go. */
export const groupBy = (lines: readonly CountLineRow[], by: Grouping): Group[] => {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const key = line[by] ?? 'no reason'
    const group = groups.get(key) ?? { key, lines: 0, more: 0, less: 0 }
    const variance = line.variance ?? 0
    groups.set(key, {
      key,
      lines: group.lines + 1,
      more: group.more + Math.max(0, variance),
      less: group.less + Math.min(0, variance),
    })
  }
  const size = ({ more, less }: Group): number => more - less
  return [...groups.values()].sort((a, b) => size(b) - size(a))
}
