import type { RowProblem } from '#shared/contract/api/index.ts'
import type { FileProblem } from '#shared/contract/imports.ts'
import { fileProblemMessage } from '#shared/words/index.ts'

/** What is wrong, and where in the file; without a column the whole row. */
type PlacedProblem = FileProblem & { readonly line: number; readonly column: string | null }

/** The same as it is answered. */
export const told = (problem: PlacedProblem): RowProblem => ({
  line: problem.line,
  column: problem.column,
  code: problem.code,
  facts: { ...problem.facts },
  message: fileProblemMessage(problem),
})

/** What is kept of a file's problems: nobody corrects more of them by a list. All of them are counted. */
const KEPT = 10_000

/** The problems of a file, by line. However many there are, no more than these are kept: those that stand first in it. */
export function problemList() {
  let kept: PlacedProblem[] = []
  let count = 0
  const cut = () => kept.toSorted((a, b) => a.line - b.line).slice(0, KEPT)
  return {
    add: (problem: PlacedProblem): void => {
      count += 1
      kept.push(problem)
      if (kept.length >= 2 * KEPT) kept = cut()
    },
    count: (): number => count,
    /** In words only here: a large file has very many. */
    first: (): RowProblem[] => cut().map(told),
  }
}
