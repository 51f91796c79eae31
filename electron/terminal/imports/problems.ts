import type { RowProblem } from '#shared/contract/api/index.ts'

/** What is kept of a file's problems: nobody corrects more of them by a list. All of them are counted. */
const KEPT = 10_000

/** The problems of a file, by line. However many there are, no more than these are kept: those that stand first in it. */
export function problemList() {
  let kept: RowProblem[] = []
  let count = 0
  const first = () => kept.toSorted((a, b) => a.line - b.line).slice(0, KEPT)
  return {
    add: (problem: RowProblem): void => {
      count += 1
      kept.push(problem)
      if (kept.length >= 2 * KEPT) kept = first()
    },
    count: (): number => count,
    first,
  }
}
