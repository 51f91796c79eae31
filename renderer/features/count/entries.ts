import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'

/** What was counted of one product in one bin, and what made the figure. */
export type Counted = { sku: string; quantity: number; byHand: number | undefined; scans: number }

/** Entries of one tally are one observation; one without stands alone. */
const observationOf = ({ tally, line }: CountEntryRow): string => tally ?? line

/**
 * What stands of what was counted in a bin, product by product, the last one first. The latest observation of a product
 * takes the place of those before it. Entries are the newest first.
 */
export const countedIn = (bin: string, entries: readonly CountEntryRow[]): Counted[] => {
  const standing = new Map<string, { observation: string; entries: CountEntryRow[] }>()
  for (const entry of entries) {
    if (entry.bin !== bin) continue
    const latest = standing.get(entry.sku)
    if (latest === undefined)
      standing.set(entry.sku, { observation: observationOf(entry), entries: [entry] })
    else if (latest.observation === observationOf(entry)) latest.entries.push(entry)
  }
  return [...standing].map(([sku, { entries: its }]) => {
    const given = its.filter(({ scanned }) => !scanned)
    return {
      sku,
      quantity: sum(its),
      byHand: given.length === 0 ? undefined : sum(given),
      scans: its.length - given.length,
    }
  })
}

const sum = (entries: readonly CountEntryRow[]): number =>
  entries.reduce((total, { quantity }) => total + quantity, 0)

/** The tally of each product in a bin that scans there go on adding to. Entries are the newest first. */
export const talliesIn = (
  bin: string,
  entries: readonly CountEntryRow[],
): Record<string, string> => {
  const tallies: Record<string, string> = {}
  const seen = new Set<string>()
  for (const { bin: at, sku, tally } of entries) {
    if (at !== bin || seen.has(sku)) continue
    seen.add(sku)
    // A figure without a tally is not added to.
    if (tally !== null) tallies[sku] = tally
  }
  return tallies
}

/** How far a count is, bin by bin. */
export const progressOf = ({ progress }: Pick<CountDetail, 'progress'>) => {
  const of = (state: CountDetail['progress'][number]['state']): number =>
    progress.filter((bin) => bin.state === state).length
  const left = of('left')
  const again = of('to-recount')
  return { all: progress.length, done: progress.length - left - again, left, again }
}

/** The bin to go to after this one: the next that nobody has been at, then those that are to be counted again. */
export const binAfter = (
  { progress }: Pick<CountDetail, 'progress'>,
  bin: string | undefined,
): string | undefined => {
  const at = progress.findIndex((each) => each.bin === bin)
  const inOrder = [...progress.slice(at + 1), ...progress.slice(0, Math.max(0, at))]
  return (
    inOrder.find(({ state }) => state === 'left') ??
    inOrder.find(({ state }) => state === 'to-recount')
  )?.bin
}
