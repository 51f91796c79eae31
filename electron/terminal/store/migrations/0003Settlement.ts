import type { Migration } from '../migrate.ts'

/** How a person settled the conflict of an intention that is pending again: it is decided in that way from then on. */
export const settlement: Migration = {
  version: 3,
  name: 'settlement',
  up: 'ALTER TABLE intention ADD COLUMN settlement TEXT;',
}
