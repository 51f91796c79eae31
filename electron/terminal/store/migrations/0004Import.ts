import type { Migration } from '../migrate.ts'

/**
 * What an accepted import has still to carry out, in parts, so that it goes on after a crash. Parts whose import is not
 * there were never accepted.
 */
export const importQueue: Migration = {
  version: 4,
  name: 'import-queue',
  up: `
    CREATE TABLE import (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      operator TEXT NOT NULL,
      role TEXT NOT NULL,
      accepted_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE import_part (
      import TEXT NOT NULL,
      part INTEGER NOT NULL,
      commands TEXT NOT NULL,
      PRIMARY KEY (import, part)
    ) STRICT, WITHOUT ROWID;
  `,
}
