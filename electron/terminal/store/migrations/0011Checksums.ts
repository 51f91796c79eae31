import { chained, type CoveredTable, covered } from '../integrity/tables.ts'
import type { Migration } from '../migrate.ts'

const valuesOf = (table: CoveredTable) => `fingerprint(${covered[table].columns.join(', ')})`

/** What was there before has its checksum from now on. */
const add = (table: CoveredTable) => `
  ALTER TABLE ${table} ADD COLUMN checksum TEXT;
  UPDATE ${table} SET checksum = ${valuesOf(table)};
`

/** Whatever writes a row without its checksum gives it one; what changes without being written does not. */
function keep(table: CoveredTable): string {
  const { key, columns } = covered[table]
  const row = key.map((column) => `${column} = NEW.${column}`).join(' AND ')
  const set = `UPDATE ${table} SET checksum = ${valuesOf(table)} WHERE ${row};`
  return `
    CREATE TRIGGER ${table}_written AFTER INSERT ON ${table} WHEN NEW.checksum IS NULL BEGIN ${set} END;
    CREATE TRIGGER ${table}_changed AFTER UPDATE OF ${columns.join(', ')} ON ${table} BEGIN ${set} END;
  `
}

/**
 * A checksum for each row that cannot be rebuilt, and a chain over this terminal's intentions, so that what a disk
 * altered or lost is noticed. The confirmed log's rows are written once: they get theirs with the row.
 */
export const checksums: Migration = {
  version: 11,
  name: 'checksums',
  up: `
    ${add('intention')}
    ${add('decision')}
    ${add('pending_event')}
    ${add('event')}
    ${keep('intention')}
    ${keep('decision')}
    ${keep('pending_event')}

    ALTER TABLE snapshot ADD COLUMN checksum TEXT;
    ALTER TABLE intention ADD COLUMN link TEXT;
    CREATE INDEX intention_unlinked ON intention (sequence) WHERE link IS NULL;
    CREATE TRIGGER intention_relinked
      AFTER UPDATE OF ${chained.join(', ')}
      ON intention BEGIN UPDATE intention SET link = NULL WHERE sequence = NEW.sequence; END;

    CREATE TABLE damage (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      sequence INTEGER,
      intention TEXT,
      detail TEXT NOT NULL,
      found_at TEXT NOT NULL,
      seen_by TEXT,
      UNIQUE (kind, sequence, detail)
    ) STRICT;
  `,
}
