import { records } from '../integrity/tables.ts'
import type { Migration } from '../migrate.ts'
import { addChecksum, keepChecksum } from './checksummed.ts'

/** Checksums for all else that this terminal keeps, and when damage was mended. */
export const recordChecksums: Migration = {
  version: 14,
  name: 'record-checksums',
  up: `
    ALTER TABLE damage ADD COLUMN mended_at TEXT;
    ${Object.entries(records)
      .map(([table, covered]) => addChecksum(table, covered) + keepChecksum(table, covered))
      .join('')}
  `,
}
