import { chained, type CoveredTable, covered } from '../integrity/tables.ts'
import type { Migration } from '../migrate.ts'
import { addChecksum, keepChecksum } from './checksummed.ts'

const add = (table: CoveredTable) => addChecksum(table, covered[table])
const keep = (table: CoveredTable) => keepChecksum(table, covered[table])

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
