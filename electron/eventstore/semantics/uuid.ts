/** Sixteen bytes, big-endian. The text must have been checked. */
export const uuidToBytes = (text: string): Buffer =>
  Buffer.from(text.replaceAll(/[^\da-f]/gi, ''), 'hex')

/** @param hex its 32 digits. */
export function uuidToText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const hyphened = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const pattern = new RegExp(
  `^(?:[\\da-f]{32}|${hyphened}|\\{${hyphened}\\}|\\(${hyphened}\\))$`,
  'i',
)

/** The forms that .NET reads: without hyphens, with them, and then also in braces or parentheses. */
export const isUuid = (text: string): boolean => pattern.test(text)
