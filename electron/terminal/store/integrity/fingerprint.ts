import { createHash } from 'node:crypto'
import type { Connection } from '../connection.ts'

/** The first 96 bits of SHA-256: enough to tell that a row is not as it was written. It is no signature. */
const HEX_DIGITS = 24

type Value = string | number | null

const framed = (value: Value): string => {
  if (value === null) return 'n;'
  return typeof value === 'number' ? `i${value};` : `s${value.length}:${value};`
}

/** What a row's values come to: the same before they are written and when they are read, whatever text is in them. */
export const fingerprint = (values: readonly Value[]): string =>
  createHash('sha256').update(values.map(framed).join('')).digest('hex').slice(0, HEX_DIGITS)

/** The triggers that keep checksums up to date call it: whatever writes to these tables needs it. */
export function registerFingerprint(db: Connection): void {
  db.function('fingerprint', { deterministic: true, varargs: true }, (...values: unknown[]) =>
    fingerprint(values as Value[]),
  )
}
