import type {
  FileProblem,
  FileProblemCode,
  FileProblems,
  RecordProblem,
} from '../../contract/imports.ts'
import { formatCount, formatNumber } from '../format.ts'

const records: Readonly<Record<RecordProblem, string>> = {
  'quote-in-field': 'a quote stands in the middle of a field that does not begin with one',
  'quote-in-quotes':
    'a closing quote is followed by more text; a quote inside quotes is written twice',
  'quote-open': 'a quote is opened and never closed',
  'record-unreadable': 'the record cannot be read',
}

/** Of a row: to be put after its line and column. Of a whole file: a sentence. */
const words: {
  readonly [Code in FileProblemCode]: (facts: Readonly<FileProblems[Code]>) => string
} = {
  'bin-unregistered': ({ bin }) => `bin ${bin} is not registered: import bins first`,
  'barcode-repeated': ({ barcode, first }) => `barcode ${barcode} stands on line ${first} already`,
  'barcode-taken': ({ barcode, sku }) => `barcode ${barcode} belongs to sku ${sku}`,
  'column-missing': ({ column, columns }) =>
    `The file has no column ${column}; it has: ${columns}.`,
  'column-unnamed': ({ column }) => `Column ${column} has no name in the header line.`,
  'columns-alike': ({ column }) => `Two columns are called ${column}.`,
  'columns-too-many': ({ columns, most }) =>
    `The header line has ${formatNumber(columns)} columns; no more than ${formatNumber(most)} can be taken.`,
  'columns-unknown': ({ fields, columns }) =>
    `No column is known to hold ${fields}; the file has: ${columns}.`,
  'factor-differs': ({ barcode, factor }) =>
    `barcode ${barcode} is registered with the factor ${formatNumber(factor)}`,
  'field-incomplete': ({ field }) => `a part of ${field} is empty`,
  'field-undecoded': ({ field }) =>
    `${field} has a character that could not be read: save the file as UTF-8`,
  'field-unknown': ({ field, fields }) => `There is no field ${field}; there are: ${fields}.`,
  'fields-miscounted': ({ fields, columns }) =>
    `the row has ${formatCount(fields, 'field', 'fields')}, the header ${formatCount(columns, 'column', 'columns')}`,
  'file-empty': () => 'The file is empty.',
  'file-undecoded': () => 'The file is not encoded in UTF-8. Save it as CSV UTF-8 and try again.',
  'header-odd': () => 'The header line is not one of a CSV file.',
  'header-unreadable': ({ problem }) => `The header line cannot be read: ${records[problem]}.`,
  'name-differs': ({ sku, first }) => `sku ${sku} has another name on line ${first}`,
  'name-registered': ({ sku, name }) => `sku ${sku} is registered as “${name}”`,
  'pack-without-barcode': () => 'a pack needs a barcode',
  'place-repeated': ({ sku, bin, first }) =>
    `sku ${sku} in bin ${bin} stands on line ${first} already`,
  'quote-in-field': () => records['quote-in-field'],
  'quote-in-quotes': () => records['quote-in-quotes'],
  'quote-open': () => records['quote-open'],
  'record-unreadable': () => records['record-unreadable'],
  'several-columns': () => 'Only bin can be made of several columns.',
  'sku-repeated': ({ sku, first }) => `sku ${sku} stands on line ${first} already`,
  'sku-unregistered': ({ sku }) => `sku ${sku} is not registered: import products first`,
  'stock-imported': ({ sku, bin, quantity }) =>
    `opening stock of sku ${sku} in bin ${bin} was imported already, as ${formatNumber(quantity)}: adjust it instead`,
  'value-invalid': ({ problem }) => problem,
  'zone-differs': ({ bin, first }) => `bin ${bin} has another zone on line ${first}`,
  'zone-registered': ({ bin, zone }) =>
    `bin ${bin} is registered in ${zone === '' ? 'no zone' : `zone ${zone}`}`,
}

/** What is wrong with a file, or with one of its rows, says to a person. */
export function fileProblemMessage<Code extends FileProblemCode>({
  code,
  facts,
}: {
  readonly code: Code
  readonly facts: Readonly<FileProblems[Code]>
}): string {
  return words[code](facts)
}

/** What the fields of an import are called. */
export const importFieldWords: Readonly<Record<string, string>> = {
  sku: 'SKU',
  bin: 'Bin',
  name: 'Name',
  barcode: 'Barcode of a pack',
  factor: 'Units in the pack',
  pack: 'Name of the pack',
  zone: 'Zone',
  quantity: 'Quantity',
}

/** Why a file as a whole is not taken. */
export const fileRefusal = (
  code: 'file-unreadable' | 'columns-unknown',
  problem: FileProblem,
): {
  outcome: 'refused'
  code: string
  facts: Record<string, string | number>
  message: string
} => ({
  outcome: 'refused',
  code,
  facts: { ...problem.facts, problem: problem.code },
  message: fileProblemMessage(problem),
})
