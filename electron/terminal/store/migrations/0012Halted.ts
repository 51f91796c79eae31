import type { Migration } from '../migrate.ts'

/**
 * A central store that is not the one that was worked with: what was seen of its log, which events here it cuts off
 * (`lacking` where it has them nowhere), and for good what a store lacked that was accepted all the same.
 */
export const halted: Migration = {
  version: 12,
  name: 'halted',
  up: `
    CREATE TABLE seen_event (
      seq INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL,
      position TEXT NOT NULL,
      recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX seen_event_by_id ON seen_event (id, stream);

    CREATE TABLE cut_event (
      seq INTEGER PRIMARY KEY,
      lacking INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE lost_event (
      seq INTEGER PRIMARY KEY,
      archived_at TEXT NOT NULL,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      data TEXT NOT NULL,
      metadata TEXT NOT NULL,
      terminal TEXT,
      recorded_at TEXT NOT NULL,
      position TEXT NOT NULL,
      problem TEXT
    ) STRICT;
  `,
}
