import type { Migration } from '../migrate.ts'

/** Revisions of streams that the central store no longer gives, or not to this terminal. `last` is null for all after. */
export const missing: Migration = {
  version: 8,
  name: 'missing',
  up: `
    CREATE TABLE missing (
      stream TEXT NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER,
      PRIMARY KEY (stream, first)
    ) STRICT, WITHOUT ROWID;
  `,
}
