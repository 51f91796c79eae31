import type {
  ColumnMapping,
  ImportKind,
  ImportPreview,
  ImportReport,
} from '#shared/contract/api/index.ts'
import type { FileProblem } from './importFile.ts'

type Preview = Extract<ImportPreview, { outcome: 'preview' }>
type Report = Exclude<ImportReport, { outcome: 'refused' }>
type Source = { name: string; text: string }

/** Where an import stands. Nothing is in the warehouse before `reported`, and then all of it or nothing. */
export type Importing =
  | { stage: 'choosing'; problem?: FileProblem | undefined }
  | { stage: 'reading'; name: string; size: number; read: number }
  | {
      stage: 'looking'
      source: Source
      mapping: ColumnMapping | undefined
      before?: Preview | undefined
    }
  | { stage: 'previewed'; source: Source; preview: Preview }
  | { stage: 'importing'; source: Source; preview: Preview }
  | { stage: 'reported'; source: Source; report: Report }

export type ImportStep =
  | { type: 'fileChosen'; name: string; size: number }
  | { type: 'progressed'; read: number }
  | { type: 'fileRead'; text: string }
  | { type: 'fileRefused'; problem: FileProblem }
  | { type: 'looked'; preview: ImportPreview }
  | { type: 'mapped'; mapping: ColumnMapping }
  | { type: 'started' }
  | { type: 'ended'; report: ImportReport }
  | { type: 'notAnswered' }
  | { type: 'startedOver' }

export const startOfImport: Importing = { stage: 'choosing' }

const notAnswered: FileProblem = {
  happened: 'The terminal did not answer.',
  next: 'Choose the file again: what is there already is passed over.',
}

/** One step of an import. A step that does not fit where it stands (a late answer) changes nothing. */
export const stepImport = (state: Importing, step: ImportStep): Importing => {
  switch (step.type) {
    case 'startedOver':
      return startOfImport
    case 'fileChosen':
      return state.stage === 'importing'
        ? state
        : { stage: 'reading', name: step.name, size: step.size, read: 0 }
    case 'progressed':
      return state.stage === 'reading' ? { ...state, read: step.read } : state
    case 'fileRead':
      return state.stage === 'reading'
        ? { stage: 'looking', source: { name: state.name, text: step.text }, mapping: undefined }
        : state
    case 'fileRefused':
      return state.stage === 'reading' ? { stage: 'choosing', problem: step.problem } : state
    case 'mapped':
      return state.stage === 'previewed'
        ? { stage: 'looking', source: state.source, mapping: step.mapping, before: state.preview }
        : state
    case 'looked':
      return state.stage === 'looking' ? looked(state, step.preview) : state
    case 'started':
      return state.stage === 'previewed' && isReady(state.preview)
        ? { ...state, stage: 'importing' }
        : state
    case 'ended':
      return state.stage === 'importing' ? ended(state, step.report) : state
    case 'notAnswered':
      return state.stage === 'looking' || state.stage === 'importing'
        ? { stage: 'choosing', problem: notAnswered }
        : state
    default:
      return step satisfies never
  }
}

const looked = (
  { source }: Extract<Importing, { stage: 'looking' }>,
  preview: ImportPreview,
): Importing =>
  preview.outcome === 'preview'
    ? { stage: 'previewed', source, preview }
    : {
        stage: 'choosing',
        problem: { happened: preview.message, next: 'Correct the file and choose it again.' },
      }

const ended = (
  { source }: Extract<Importing, { stage: 'importing' }>,
  report: ImportReport,
): Importing =>
  report.outcome === 'refused'
    ? {
        stage: 'choosing',
        problem: { happened: report.message, next: 'Correct the file and choose it again.' },
      }
    : { stage: 'reported', source, report }

/** Every row is good and there is something to add. */
export const isReady = ({ problemCount, wouldAdd }: Preview): boolean =>
  problemCount === 0 && wouldAdd > 0

/** The columns that there is room for, in the file's order: those that hold a field before all others. */
export const columnsToShow = (
  { columns, fields, mapping }: Pick<Preview, 'columns' | 'fields' | 'mapping'>,
  room: number,
): string[] => {
  const used = new Set(fields.flatMap(({ field }) => partsOf(mapping, field, columns)))
  const rest = columns.filter((column) => !used.has(column))
  const shown = new Set([...used, ...rest].slice(0, room))
  return columns.filter((column) => shown.has(column))
}

/** The columns that a field is made of; a bin address may be made of several. */
export const partsOf = (
  mapping: ColumnMapping,
  field: string,
  columns: readonly string[],
): string[] => {
  const source = Object.hasOwn(mapping, field) ? mapping[field] : undefined
  if (source === undefined) return []
  return columns.includes(source) ? [source] : source.split('+')
}

/** The mapping with a field made of these columns; without columns the field is left out. */
export const withParts = (
  mapping: ColumnMapping,
  field: string,
  parts: readonly string[],
): ColumnMapping => {
  const { [field]: _, ...others } = mapping
  return parts.length === 0 ? others : { ...others, [field]: parts.join('+') }
}

/** What comes after: stock needs products and bins. */
export const nextKind = (kind: ImportKind): ImportKind | undefined =>
  kind === 'products' ? 'bins' : kind === 'bins' ? 'stock' : undefined
