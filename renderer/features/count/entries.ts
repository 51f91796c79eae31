import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'

/** What this terminal counted of one product in one bin. */
export type Counted = { sku: string; quantity: number }

/** What this terminal counted in a bin, product by product, the last one first. */
export const countedIn = (bin: string, entries: readonly CountEntryRow[]): Counted[] => {
  const sums = new Map<string, number>()
  for (const entry of entries)
    if (entry.bin === bin) sums.set(entry.sku, (sums.get(entry.sku) ?? 0) + entry.quantity)
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }))
}

/** The tally of each product in a bin that scans there go on adding to. Entries are the newest first. */
export const talliesIn = (
  bin: string,
  entries: readonly CountEntryRow[],
): Record<string, string> => {
  const tallies: Record<string, string> = {}
  for (const entry of entries)
    if (entry.bin === bin && entry.tally !== null && !Object.hasOwn(tallies, entry.sku))
      tallies[entry.sku] = entry.tally
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
