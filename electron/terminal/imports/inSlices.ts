const SLICE = 500

/** Works through a long list in slices. `turn` lets other work on the thread have its turn in between. */
export async function inSlices<Item, Result>(
  items: readonly Item[],
  turn: () => Promise<void>,
  work: (slice: readonly Item[]) => readonly Result[],
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += SLICE) {
    if (from > 0) await turn()
    results.push(...work(items.slice(from, from + SLICE)))
  }
  return results
}
