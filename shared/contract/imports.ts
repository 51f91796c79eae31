type NoFacts = Readonly<Record<string, never>>

/** What can be wrong with a file that is imported, or with one of its rows, and the facts of it. Stable names. */
export type FileProblems = {
  'bin-unregistered': { bin: string }
  'barcode-repeated': { barcode: string; first: number }
  'barcode-taken': { barcode: string; sku: string }
  'column-missing': { column: string; columns: string }
  'column-unnamed': { column: number }
  'columns-alike': { column: string }
  'columns-too-many': { columns: number; most: number }
  'columns-unknown': { fields: string; columns: string }
  'factor-differs': { barcode: string; factor: number }
  'field-incomplete': { field: string }
  'field-undecoded': { field: string }
  'field-unknown': { field: string; fields: string }
  'fields-miscounted': { fields: number; columns: number }
  'file-empty': NoFacts
  'file-undecoded': NoFacts
  'header-odd': NoFacts
  /** `problem` is what is wrong with it as a record. */
  'header-unreadable': { problem: RecordProblem }
  'name-differs': { sku: string; first: number }
  'name-registered': { sku: string; name: string }
  'pack-without-barcode': NoFacts
  'place-repeated': { sku: string; bin: string; first: number }
  'quote-in-field': NoFacts
  'quote-in-quotes': NoFacts
  'quote-open': NoFacts
  'record-unreadable': NoFacts
  'several-columns': NoFacts
  'sku-repeated': { sku: string; first: number }
  'sku-unregistered': { sku: string }
  'stock-imported': { sku: string; bin: string; quantity: number }
  /** `problem` is what the field's schema has against the value. */
  'value-invalid': { problem: string }
  'zone-differs': { bin: string; first: number }
  /** `zone` is empty for none. */
  'zone-registered': { bin: string; zone: string }
}
export type FileProblemCode = keyof FileProblems

/** What can be wrong with a record as CSV. */
export type RecordProblem =
  'quote-in-field' | 'quote-in-quotes' | 'quote-open' | 'record-unreadable'

/** Something that is wrong, in no language. */
export type FileProblem = {
  [Code in FileProblemCode]: { readonly code: Code; readonly facts: Readonly<FileProblems[Code]> }
}[FileProblemCode]
