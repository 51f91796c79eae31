import type { CountLineRow } from '#shared/contract/api/index.ts'
import { plainMoney } from '#shared/words/format.ts'

const columns = [
  'count',
  'bin',
  'sku',
  'name',
  'book',
  'counted',
  'variance',
  'value',
  'state',
  'reason',
  'countedBy',
  'terminal',
  'occurredAt',
  'late',
  'incomplete',
] as const satisfies readonly (keyof CountLineRow)[]

/** A field as RFC 4180 has it. A text that a spreadsheet would run as a formula is kept a text. */
const field = (value: string | number | boolean | null): string => {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines of counts as CSV, with a head. Values are in the currency, not in hundredths. */
export const csvOf = (lines: readonly CountLineRow[]): string =>
  [
    columns.join(','),
    ...lines.map((line) =>
      columns
        .map((column) =>
          column === 'value'
            ? line.value === null
              ? ''
              : plainMoney(line.value)
            : field(line[column]),
        )
        .join(','),
    ),
    '',
  ].join('\r\n')

/** Gives the lines to whoever looks, as a file. */
export const downloadCsv = (name: string, lines: readonly CountLineRow[]): void => {
  // The mark tells spreadsheets that it is UTF-8.
  const address = URL.createObjectURL(new Blob(['\ufeff', csvOf(lines)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
