import { type CsvProblem, type CsvRow, readCsv } from '#electron/terminal/imports/csv.ts'
import type { FileProblem } from '#shared/contract/imports.ts'
import { fileProblemMessage } from '#shared/words/index.ts'

/** A problem in words, with its place. */
export const inWords = <Place extends object>({ code, facts, ...place }: FileProblem & Place) => ({
  ...place,
  message: fileProblemMessage({ code, facts }),
})

/** A whole file at once: what a test looks at, and nobody else keeps. */
export async function readTable(text: string) {
  const rows: CsvRow[] = []
  const problems: CsvProblem[] = []
  let columns: readonly string[] = []
  const read = await readCsv(text, {
    header: (names) => {
      columns = names
      return true
    },
    row: (row) => void rows.push(row),
    problem: (problem) => void problems.push(problem),
  })
  if (!read.ok) throw new Error(fileProblemMessage(read.problem))
  return { columns, rows, problems: problems.map((problem) => inWords(problem)) }
}
