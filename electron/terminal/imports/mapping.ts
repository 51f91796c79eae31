import type { ColumnMapping, ImportKind } from '#shared/contract/api/index.ts'
import type { FileProblem } from '#shared/contract/imports.ts'
import { importFields } from './fields.ts'

const plain = (column: string) => column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The parts of a bin address, from the outside in, where a file has a column for each. */
const addressParts = [
  ['zone', 'location', 'area', 'warehouselocation'],
  ['aisle', 'row'],
  ['rack', 'bay'],
  ['shelf', 'level'],
  ['bin', 'slot', 'position'],
] as const

/**
 * Which column holds which field, by the columns' names. A bin address that is spread over several columns
 * (location, shelf, bin) is put together from them.
 */
export function guessMapping(kind: ImportKind, columns: readonly string[]): ColumnMapping {
  const byName = new Map(columns.map((column) => [plain(column), column]))
  const mapping: Record<string, string> = {}
  for (const { field, usual } of importFields[kind]) {
    const column = usual.map((name) => byName.get(name)).find((found) => found !== undefined)
    if (column !== undefined) mapping[field] = column
  }
  const parts = addressParts.flatMap(
    (names) => names.map((name) => byName.get(name)).find((found) => found !== undefined) ?? [],
  )
  // A shelf alone says nothing of an address; a zone beside a bin is the bin's zone, not a part of its address.
  const spread = byName.has('shelf') || byName.has('level') || byName.has('rack')
  if ('bin' in mapping && spread && parts.length > 1) mapping['bin'] = parts.join('+')
  return mapping
}

/** The columns that a field is made of: the one of that very name, or several, joined by `+` in the mapping. */
export const columnsOf = (source: string, columns: readonly string[]): readonly string[] =>
  columns.includes(source) ? [source] : source.split('+').map((part) => part.trim())

/** Why a mapping does not fit a file; undefined where it does. */
export function problemWithMapping(
  kind: ImportKind,
  mapping: ColumnMapping,
  columns: readonly string[],
): FileProblem | undefined {
  const fields = importFields[kind]
  for (const [field, source] of Object.entries(mapping)) {
    if (!fields.some((known) => known.field === field))
      return {
        code: 'field-unknown',
        facts: { field: clip(field), fields: fields.map((f) => f.field).join(', ') },
      }
    const parts = columnsOf(source, columns)
    if (parts.length > 1 && field !== 'bin') return { code: 'several-columns', facts: {} }
    const missing = parts.find((part) => !columns.includes(part))
    if (missing !== undefined)
      return {
        code: 'column-missing',
        facts: { column: clip(missing), columns: clip(columns.join(', '), 300) },
      }
  }
  const unmapped = fields.filter(({ field, required }) => required && !(field in mapping))
  if (unmapped.length === 0) return undefined
  const wanted = unmapped.map(({ field }) => field).join(', ')
  return {
    code: 'columns-unknown',
    facts: { fields: wanted, columns: clip(columns.join(', '), 300) },
  }
}

const clip = (text: string, at = 60) => (text.length > at ? `${text.slice(0, at)}…` : text)

/** Reads `sku=sku,name=name`, the command line's way to write a mapping. Undefined when it is not one. */
export function parseMapping(text: string): ColumnMapping | undefined {
  const entries = text.split(',').map((part) => {
    const at = part.indexOf('=')
    return [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()] as const
  })
  return entries.some(([field, column]) => field === '' || column === '')
    ? undefined
    : Object.fromEntries(entries)
}
