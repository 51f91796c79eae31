import { pipeline, Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import type { FileProblem, RecordProblem } from '#shared/contract/imports.ts'

/** One record of a file: where it begins (the header being line 1) and what stands under each column. */
export type CsvRow = { readonly line: number; readonly values: Readonly<Record<string, string>> }

export type CsvProblem = FileProblem & { readonly line: number }

/** What is done with a file while it is read: nothing of it is kept for later. */
export type CsvReader = {
  /** The header; false where there is no use in reading on. */
  readonly header: (columns: readonly string[]) => boolean
  readonly row: (row: CsvRow) => void
  /** A record that could not be read at all. */
  readonly problem: (problem: CsvProblem) => void
}

export type CsvRead = { readonly ok: true } | { readonly ok: false; readonly problem: FileProblem }

/** What csv-parse gives for a record with the option `info`; `lines` counts to the record's end. */
type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } }

const delimiters = [',', ';', '\t'] as const

/** The delimiter that parts the header into most columns; a comma where none occurs. */
export function guessDelimiter(text: string): string {
  const header = /^\s*(.*)$/m.exec(text.slice(0, 64 * 1024))?.[1] ?? ''
  const unquoted = header.replaceAll(/"(?:[^"]|"")*"/g, '')
  const counts = delimiters.map((delimiter) => unquoted.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

/** In slices, so that reading a large file lets other work on the thread in between. */
async function* slices(text: string, turn: () => Promise<void>): AsyncGenerator<string> {
  const size = 64 * 1024
  for (let from = 0; from < text.length; from += size) {
    if (from > 0) await turn()
    yield text.slice(from, from + size)
  }
}

const recordProblems: Readonly<Record<string, RecordProblem>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-open',
  CSV_INVALID_CLOSING_QUOTE: 'quote-in-quotes',
  INVALID_OPENING_QUOTE: 'quote-in-field',
}

const problemOf = (error: CsvError): RecordProblem =>
  recordProblems[error.code] ?? 'record-unreadable'

const isSpace = (character: string | undefined) => character === ' ' || character === '\u00a0'

/** Only spaces: a control character at an end is a mistake that must be seen. */
function trimSpaces(field: string): string {
  let [from, to] = [0, field.length]
  while (from < to && isSpace(field[from])) from += 1
  while (to > from && isSpace(field[to - 1])) to -= 1
  return field.slice(from, to)
}

const newlines = (fields: readonly string[]) =>
  fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0)

const MAX_COLUMNS = 1000

function problemWithHeader(columns: readonly string[]): FileProblem | undefined {
  if (columns.length > MAX_COLUMNS)
    return { code: 'columns-too-many', facts: { columns: columns.length, most: MAX_COLUMNS } }
  const empty = columns.indexOf('')
  if (empty >= 0) return { code: 'column-unnamed', facts: { column: empty + 1 } }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice !== undefined) return { code: 'columns-alike', facts: { column: clip(twice) } }
  const odd = columns.find((column) => column.length > 200 || /\p{Cc}|\u{fffd}/u.test(column))
  return odd === undefined ? undefined : { code: 'header-odd', facts: {} }
}

const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/**
 * Reads CSV as spreadsheets write it: comma, semicolon or tab; quotes; any kind of line end; a byte order mark.
 * A record that is no good is reported with its line; the others are still read, so that one look shows all problems.
 */
export async function readCsv(
  text: string,
  reader: CsvReader,
  turn: () => Promise<void> = async () => {},
): Promise<CsvRead> {
  let columns: readonly string[] | undefined
  let firstProblem: RecordProblem | undefined
  let lastLine = 0
  const parser = parse({
    bom: true,
    delimiter: guessDelimiter(text),
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    skip_records_with_error: true,
    on_record: (record, { lines }) => {
      lastLine = lines
      // Else the parser makes an error, which takes long, for each record that is not as long as its first one.
      Reflect.set(parser.info, 'records', 0)
      return record
    },
    on_skip: (error) => {
      if (error) {
        const code = problemOf(error)
        firstProblem ??= code
        reader.problem({ line: lastLine + 1, code, facts: {} })
      }
      return undefined
    },
  })
  // Not `pipe`: what stops the text would end the process instead of the loop, and what ends the loop not the text.
  const records: AsyncIterable<Parsed> = pipeline(
    Readable.from(slices(text, turn)),
    parser,
    () => {},
  )
  for await (const { record, info } of records) {
    const line = info.lines - newlines(record)
    if (columns === undefined) {
      columns = record.map(trimSpaces)
      const problem = problemWithHeader(columns)
      if (problem !== undefined) return { ok: false, problem }
      if (!reader.header(columns)) return { ok: true }
    } else if (record.every((field) => trimSpaces(field) === '')) {
      // A spreadsheet's empty rows at the end: only delimiters.
    } else if (record.length === columns.length) {
      reader.row({
        line,
        values: Object.fromEntries(columns.map((name, i) => [name, trimSpaces(record[i] ?? '')])),
      })
    } else {
      const facts = { fields: record.length, columns: columns.length }
      reader.problem({ line, code: 'fields-miscounted', facts })
    }
  }
  if (columns !== undefined) return { ok: true }
  return {
    ok: false,
    problem:
      firstProblem === undefined
        ? { code: 'file-empty', facts: {} }
        : { code: 'header-unreadable', facts: { problem: firstProblem } },
  }
}
