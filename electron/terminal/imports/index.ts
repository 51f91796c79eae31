import type {
  ColumnMapping,
  ImportKind,
  ImportPreview,
  ImportReport,
  RowProblem,
} from '#shared/contract/api/index.ts'
import type { FileProblem } from '#shared/contract/imports.ts'
import { fileRefusal, importFieldWords } from '#shared/words/index.ts'
import type { Ledger } from '../commands/index.ts'
import { StorageError } from '../store/index.ts'
import { type AskedBy, createCarrier } from './carryOut.ts'
import type { FieldProblem } from './collect.ts'
import { type CsvRow, readCsv } from './csv.ts'
import { importFields } from './fields.ts'
import { guessMapping, problemWithMapping } from './mapping.ts'
import { type KnownThings, type Plan, planImport } from './plan.ts'
import { problemList, told } from './problems.ts'
import { rowTaker } from './rows.ts'

export { decodeText } from './encoding.ts'
export { parseMapping } from './mapping.ts'

/** A file as text, what it holds, and which column holds which field; guessed by the columns' names when absent. */
export type ImportFile = {
  readonly kind: ImportKind
  readonly text: string
  readonly mapping?: ColumnMapping | undefined
}

/** Like the API's report, but with every problem. */
export type ImportResult =
  | Extract<ImportReport, { outcome: 'refused' }>
  | (Exclude<ImportReport, { outcome: 'refused' }> & { readonly problems: readonly RowProblem[] })

export type ImportSurroundings = {
  readonly known: KnownThings
  readonly ledger: Ledger
  /** Lets the event loop do something else. */
  readonly yieldTurn: () => Promise<void>
}

const SHOWN_PROBLEMS = 100
const SHOWN_ROWS = 100
const SHOWN_CHARACTERS = 100

type Looked = {
  readonly outcome: 'looked'
  readonly columns: readonly string[]
  readonly mapping: ColumnMapping
  /** Why the mapping does not fit the file; then no row was looked at but for the sample. */
  readonly misfit: FileProblem | undefined
  readonly sample: Record<string, string>[]
  readonly rows: number
  readonly plan: Plan
  readonly problems: readonly RowProblem[]
  readonly problemCount: number
}

type Refusal = Extract<ImportReport, { outcome: 'refused' }>

const clip = (text: string) =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text

const nothing: Plan = { commands: [], added: 0, unchanged: 0 }

/** Reads a file once, from its beginning to its end; of its rows only what they tell is kept. */
async function look(
  { kind, text, mapping: given }: ImportFile,
  known: KnownThings,
  turn: () => Promise<void>,
): Promise<Looked | Refusal> {
  const problems = problemList()
  const sample: Record<string, string>[] = []
  let rows = 0
  let columns: readonly string[] = []
  let mapping: ColumnMapping = {}
  let misfit: FileProblem | undefined
  let taker: ReturnType<typeof rowTaker> | undefined
  const report = ({ line, field, ...problem }: FieldProblem) =>
    problems.add({ ...problem, line, column: mapping[field] ?? null })
  const read = await readCsv(
    text,
    {
      header: (names) => {
        columns = names
        mapping = given ?? guessMapping(kind, columns)
        misfit = problemWithMapping(kind, mapping, columns)
        if (misfit === undefined) taker = rowTaker(kind, { mapping, columns }, report)
        return true
      },
      row: (row) => {
        rows += 1
        if (sample.length < SHOWN_ROWS) sample.push(clipped(row))
        taker?.take(row)
      },
      problem: (problem) => {
        rows += 1
        problems.add({ ...problem, column: null })
      },
    },
    turn,
  )
  if (!read.ok) return fileRefusal('file-unreadable', read.problem)
  const plan = taker ? await planImport(taker.items(), known, report, turn) : nothing
  return {
    outcome: 'looked',
    columns,
    mapping,
    misfit,
    sample,
    rows,
    plan,
    problems: problems.first(),
    problemCount: problems.count(),
  }
}

const clipped = ({ values }: CsvRow): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([column, value]) => [column, clip(value)]))

/**
 * Imports of master data and opening stock from files, one after the other. What was accepted before and not carried
 * out yet goes on by itself.
 */
export function createImports({ known, ledger, yieldTurn }: ImportSurroundings) {
  let closed = false
  const turn = async () => {
    await yieldTurn()
    if (closed) throw new Error('The terminal was closed during an import.')
  }
  const carrier = createCarrier(ledger, turn)
  const resumed = turn()
    .then(carrier.carryOut)
    .catch((error: unknown) => {
      if (!closed) throw error
    })
  let last: Promise<unknown> = resumed.catch(() => {})

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }

  const lookAt = (file: ImportFile) => look(file, known, turn)

  async function runNow(file: ImportFile, by: AskedBy): Promise<ImportResult> {
    await carrier.carryOut()
    const looked = await lookAt(file)
    if (looked.outcome === 'refused') return looked
    const { rows, plan, problems, problemCount, misfit } = looked
    if (misfit !== undefined) return fileRefusal('columns-unknown', misfit)
    const report = { rows, problems: [...problems], problemCount }
    if (problemCount > 0)
      return { outcome: 'rejected', ...report, added: 0, unchanged: plan.unchanged }
    const refused = await carrier.accept(plan.commands, by)
    if (refused !== undefined) {
      const { id: _id, facts = {}, ...why } = refused
      return { ...why, facts }
    }
    const { added, unchanged } = plan
    try {
      await carrier.carryOut()
      return { outcome: 'imported', ...report, added, unchanged }
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      const left = ledger.store.imports.left()
      const so = { added: Math.max(0, added - left), left, unchanged }
      const { code, path, parts } = error
      return {
        outcome: 'under-way',
        ...report,
        ...so,
        storage: { code, path },
        message: parts.what,
      }
    }
  }

  return {
    /**
     * Settles when what an earlier run left undone is carried out. Rejects with what stopped it, a full disk for one: the
     * next import or the next start goes on.
     */
    resumed,
    /** What an import would do. Changes nothing. */
    preview: async (file: ImportFile): Promise<ImportPreview> => {
      const looked = await lookAt(file)
      if (looked.outcome === 'refused') return looked
      const { columns, mapping, sample, rows, plan, problems, problemCount, misfit } = looked
      // Columns that are still to be chosen are no refusal: the person is about to choose them.
      const all = misfit === undefined ? problems : [told({ ...misfit, line: 1, column: null })]
      return {
        outcome: 'preview',
        columns: [...columns],
        fields: importFields[file.kind].map(({ field, required }) => ({
          field,
          label: importFieldWords[field] ?? field,
          required,
        })),
        mapping,
        rows,
        wouldAdd: plan.added,
        unchanged: plan.unchanged,
        sample,
        problems: all.slice(0, SHOWN_PROBLEMS),
        problemCount: misfit === undefined ? problemCount : 1,
      }
    },
    /**
     * All of it or nothing of it: one problem, and nothing is imported. `operator` is a supervisor. Other work goes on
     * meanwhile; what is accepted once is carried out to its end, also when the terminal is closed or dies before that.
     */
    run: (file: ImportFile, operator: string, via?: string): Promise<ImportResult> =>
      inTurn(() => runNow(file, { operator, via })),
    /** Settles when nothing that was accepted is left to be carried out. */
    settled: async (): Promise<void> => void (await last),
    close: (): void => {
      closed = true
    },
  }
}

export type Imports = ReturnType<typeof createImports>

/** The report as the API gives it: the first problems, and how many there are. */
export const toReport = (result: ImportResult): ImportReport =>
  result.outcome === 'refused'
    ? result
    : { ...result, problems: result.problems.slice(0, SHOWN_PROBLEMS) }
