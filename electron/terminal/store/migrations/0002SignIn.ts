import type { Migration } from '../migrate.ts'

/** Wrong PINs in a row, by operator: kept, so that a restart gives nobody new attempts. */
export const signIn: Migration = {
  version: 2,
  name: 'sign-in',
  up: `
    CREATE TABLE sign_in_failure (
      operator TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_failure INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
