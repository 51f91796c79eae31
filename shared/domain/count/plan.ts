import { instant } from '../instant.ts'

/** What is known of a bin when the next counts are planned. */
export type BinHistory = {
  readonly bin: string
  readonly zone: string
  /** ISO 8601; undefined when it never was. */
  readonly lastCounted?: string | undefined
  /** What was moved there in the time looked at: how often, and of what value. */
  readonly movements: number
  readonly value: number
  readonly negative: boolean
  readonly conflicts: number
}

export type CycleClass = 'A' | 'B' | 'C'

export type CycleRules = {
  readonly by: 'value' | 'frequency'
  /** A bin of the class is due when it was not counted for this many days. */
  readonly days: Readonly<Record<CycleClass, number>>
  /** ISO 8601. */
  readonly now: string
}

export type DueBin = {
  readonly bin: string
  readonly zone: string
  readonly class: CycleClass
  readonly lastCounted?: string | undefined
  readonly because: 'negative-stock' | 'conflict' | 'never-counted' | 'due' | 'not-due'
}

/** Shares of what is moved, from the top: the usual cut of ABC analysis. */
const A_SHARE = 0.8
const B_SHARE = 0.95
const DAY = 24 * 3600 * 1000

const urgency: Readonly<Record<DueBin['because'], number>> = {
  'negative-stock': 0,
  conflict: 1,
  'never-counted': 2,
  due: 3,
  'not-due': 4,
}

/** A for the bins that make up the first 80 percent of what is moved, B up to 95, C for the rest. */
function classesOf(
  bins: readonly BinHistory[],
  by: CycleRules['by'],
): ReadonlyMap<string, CycleClass> {
  const weight = (bin: BinHistory) => (by === 'value' ? bin.value : bin.movements)
  const total = bins.reduce((sum, bin) => sum + weight(bin), 0)
  const classes = new Map<string, CycleClass>()
  let before = 0
  for (const bin of bins.toSorted((a, b) => weight(b) - weight(a) || (a.bin < b.bin ? -1 : 1))) {
    const share = total === 0 ? 1 : before / total
    const idle = weight(bin) === 0
    classes.set(bin.bin, !idle && share < A_SHARE ? 'A' : !idle && share < B_SHARE ? 'B' : 'C')
    before += weight(bin)
  }
  return classes
}

function reasonFor(bin: BinHistory, days: number, now: number): DueBin['because'] {
  if (bin.negative) return 'negative-stock'
  if (bin.conflicts > 0) return 'conflict'
  if (bin.lastCounted === undefined) return 'never-counted'
  return now - instant(bin.lastCounted) >= days * DAY ? 'due' : 'not-due'
}

/**
 * Bins in the order in which they should be counted: negative stock first, then open conflicts, then what was never
 * counted, then what is due; within these by class and by how long ago it was.
 */
export function planCycle(bins: readonly BinHistory[], rules: CycleRules): readonly DueBin[] {
  const classes = classesOf(bins, rules.by)
  const now = instant(rules.now)
  return bins
    .map((history): DueBin => {
      const { bin, zone, lastCounted } = history
      const cycle = classes.get(bin) ?? 'C'
      const because = reasonFor(history, rules.days[cycle], now)
      return { bin, zone, class: cycle, lastCounted, because }
    })
    .toSorted(
      (a, b) =>
        urgency[a.because] - urgency[b.because] ||
        a.class.localeCompare(b.class) ||
        (a.lastCounted ?? '').localeCompare(b.lastCounted ?? '') ||
        (a.bin < b.bin ? -1 : 1),
    )
}
