import type { Migration } from '../migrate.ts'

/** What the terminal's clock was found to be off by when an intention was recorded. */
export const clockOffset: Migration = {
  version: 7,
  name: 'clock-offset',
  up: 'ALTER TABLE intention ADD COLUMN clock_offset INTEGER;',
}
