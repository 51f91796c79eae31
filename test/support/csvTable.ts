import { type CsvProblem, type CsvRow, readCsv } from '#electron/terminal/imports/csv.ts'

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
  if (!read.ok) throw new Error(read.message)
  return { columns, rows, problems }
}
