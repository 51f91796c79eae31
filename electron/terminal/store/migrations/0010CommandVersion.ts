import type { Migration } from '../migrate.ts'

/** In which form a command is stored: its version, as events have one. And how it was asked for: null for a screen. */
export const commandVersion: Migration = {
  version: 10,
  name: 'command-version',
  up: `
    ALTER TABLE intention ADD COLUMN command_version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE intention ADD COLUMN via TEXT;
    ALTER TABLE import ADD COLUMN via TEXT;
  `,
}
