import { z } from 'zod'
import type { ColumnMapping, ImportKind } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import { unreachable } from '#shared/domain/index.ts'
import {
  collectBins,
  collectProducts,
  collectStock,
  type ImportItems,
  type Report,
} from './collect.ts'
import { inSlices } from './inSlices.ts'
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

type Values = Partial<Record<string, string | number>>

/** The fields of one row, each parsed by itself, so that a problem names its column. Undefined when any is no good. */
function parseFields(
  kind: ImportKind,
  row: CsvRow,
  sources: readonly (readonly [string, readonly string[]])[],
  report: Report,
): Values | undefined {
  const values: Values = {}
  let good = true
  const fail = (field: string, message: string) => {
    good = false
    report({ line: row.line, field, message })
  }
  for (const [field, columns] of sources) {
    const parts = columns.map((column) => row.values[column] ?? '')
    const schema = (schemas[kind] as Record<string, z.ZodType<string | number | undefined>>)[field]
    if (parts.length > 1 && parts.includes('')) fail(field, `a part of ${field} is empty`)
    else if (parts.some((part) => part.includes('\ufffd')))
      fail(field, `${field} has a character that could not be read: save the file as UTF-8`)
    else {
      const parsed = schema?.safeParse(parts.join('-'))
      if (parsed?.success) {
        if (parsed.data !== undefined) values[field] = parsed.data
      } else fail(field, messageOf(parsed?.error))
    }
  }
  return good ? values : undefined
}

function messageOf(error: z.ZodError | undefined): string {
  const issue = error?.issues[0]
  // Of an optional field: what the field itself would not take, not that it is not empty.
  const inner = issue?.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : issue
  return inner?.message ?? 'it is not valid'
}

/** Reads the rows of a file by a mapping that fits it. Everything that is no good goes to `report`. */
export async function parseRows(
  kind: ImportKind,
  rows: readonly CsvRow[],
  { mapping, columns }: { mapping: ColumnMapping; columns: readonly string[] },
  report: Report,
  turn: () => Promise<void> = async () => {},
): Promise<ImportItems> {
  const sources = Object.entries(mapping).map(
    ([field, source]) => [field, columnsOf(source, columns)] as const,
  )
  const values = await inSlices(rows, turn, (slice) =>
    slice.flatMap((row) => {
      const fields = parseFields(kind, row, sources, report)
      return fields === undefined ? [] : [{ ...fields, line: row.line }]
    }),
  )
  switch (kind) {
    case 'products':
      return { kind, items: collectProducts(values, report) }
    case 'bins':
      return { kind, items: collectBins(values, report) }
    case 'stock':
      return { kind, items: collectStock(values, report) }
    default:
      return unreachable(kind)
  }
}
