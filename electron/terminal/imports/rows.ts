import { z } from 'zod'
import type { ColumnMapping, ImportKind } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { FileProblem } from '#shared/contract/imports.ts'
import { unreachable } from '#shared/domain/index.ts'
import {
  binCollector,
  type Collector,
  type ImportItems,
  productCollector,
  type Report,
  type Row,
  stockCollector,
} from './collect.ts'
import { columnsOf } from './mapping.ts'
import type { CsvRow } from './csv.ts'

const wholeNumber = (what: string, schema: z.ZodType<number, number>) =>
  z
    .string()
    .regex(/^[+-]?\d{1,15}(?:\.0{1,6})?$/, `${what} is not a whole number`)
    .transform(Number)
    .pipe(schema)

const factor = z
  .int()
  .min(1, 'factor is below 1')
  .max(codes.MAX_QUANTITY, `factor is above ${codes.MAX_QUANTITY}`)
const openingQuantity = z
  .int()
  .min(0, 'quantity is below 0')
  .max(codes.MAX_QUANTITY, `quantity is above ${codes.MAX_QUANTITY}`)

const optional = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema])

const schemas = {
  products: {
    sku: codes.sku,
    name: codes.name,
    barcode: optional(codes.barcode),
    factor: optional(wholeNumber('factor', factor)),
    pack: optional(codes.name),
  },
  bins: { bin: codes.bin, zone: optional(codes.zone) },
  stock: { sku: codes.sku, bin: codes.bin, quantity: wholeNumber('quantity', openingQuantity) },
} as const

type Parsed =
  | { readonly ok: true; readonly value: string | number | undefined }
  | { readonly ok: false; readonly problem: string }

/** Values of a column that are remembered: the same ones come again, and to parse one that is no good takes long. */
const REMEMBERED = 5000

/** Reads the values of one field, remembering what it read. */
function fieldParser(kind: ImportKind, field: string): (text: string) => Parsed {
  const schema = (schemas[kind] as Record<string, z.ZodType<string | number | undefined>>)[field]
  const known = new Map<string, Parsed>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const parsed = schema?.safeParse(text)
    const result: Parsed = parsed?.success
      ? { ok: true, value: parsed.data }
      : { ok: false, problem: problemIn(parsed?.error) }
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, result)
    return result
  }
}

function problemIn(error: z.ZodError | undefined): string {
  const issue = error?.issues[0]
  // Of an optional field: what the field itself would not take, not that it is not empty.
  const inner = issue?.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : issue
  return inner?.message ?? 'it is not valid'
}

/** The fields of one row, each parsed by itself, so that a problem names its column. Undefined when any is no good. */
function rowParser(
  kind: ImportKind,
  { mapping, columns }: { mapping: ColumnMapping; columns: readonly string[] },
  report: Report,
): (row: CsvRow) => Row | undefined {
  const sources = Object.entries(mapping).map(([field, source]) => ({
    field,
    from: columnsOf(source, columns),
    parse: fieldParser(kind, field),
  }))
  return ({ line, values: given }) => {
    const values: Record<string, string | number> = {}
    let good = true
    const fail = (field: string, problem: FileProblem) => {
      good = false
      report({ line, field, ...problem })
    }
    for (const { field, from, parse } of sources) {
      const parts = from.map((column) => given[column] ?? '')
      if (parts.length > 1 && parts.includes(''))
        fail(field, { code: 'field-incomplete', facts: { field } })
      else if (parts.some((part) => part.includes('\ufffd')))
        fail(field, { code: 'field-undecoded', facts: { field } })
      else {
        const parsed = parse(parts.join('-'))
        if (!parsed.ok) fail(field, { code: 'value-invalid', facts: { problem: parsed.problem } })
        else if (parsed.value !== undefined) values[field] = parsed.value
      }
    }
    return good ? { ...values, line } : undefined
  }
}

function collectorFor(kind: ImportKind, report: Report): Collector {
  switch (kind) {
    case 'products':
      return productCollector(report)
    case 'bins':
      return binCollector(report)
    case 'stock':
      return stockCollector(report)
    default:
      return unreachable(kind)
  }
}

/** Takes the rows of a file by a mapping that fits it. Everything that is no good goes to `report`. */
export function rowTaker(
  kind: ImportKind,
  file: { mapping: ColumnMapping; columns: readonly string[] },
  report: Report,
): { readonly take: (row: CsvRow) => void; readonly items: () => ImportItems } {
  const parse = rowParser(kind, file, report)
  const { add, items } = collectorFor(kind, report)
  const take = (row: CsvRow) => {
    const parsed = parse(row)
    if (parsed) add(parsed)
  }
  return { take, items }
}
