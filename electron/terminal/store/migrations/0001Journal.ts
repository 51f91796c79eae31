import type { Migration } from '../migrate.ts'

/**
 * What cannot be rebuilt: the confirmed log as it was pulled, the intentions of this terminal, and every decision ever
 * made for them. Positions of the central store are text, since they go beyond what a double holds exactly.
 */
export const journal: Migration = {
  version: 1,
  name: 'journal',
  up: `
    CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE event (
      seq INTEGER PRIMARY KEY,
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
      problem TEXT,
      UNIQUE (stream, revision)
    ) STRICT;
    CREATE INDEX event_unreadable ON event (seq) WHERE problem IS NOT NULL;

    CREATE TABLE intention (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      stream TEXT NOT NULL,
      command TEXT NOT NULL,
      operator TEXT NOT NULL,
      role TEXT NOT NULL,
      occurred_at TEXT NOT NULL,
      accepted_at TEXT NOT NULL,
      correlation TEXT NOT NULL,
      causation TEXT NOT NULL,
      outcome TEXT NOT NULL,
      first_base INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (
        state IN ('pending', 'held', 'conflict', 'confirmed', 'satisfied', 'abandoned')
      ),
      conflicts INTEGER NOT NULL DEFAULT 0,
      conflict TEXT,
      ended TEXT
    ) STRICT;
    CREATE INDEX intention_open ON intention (stream, sequence)
      WHERE state IN ('pending', 'held', 'conflict');
    CREATE INDEX intention_by_state ON intention (state, sequence)
      WHERE state IN ('pending', 'held', 'conflict');
    CREATE INDEX intention_by_conflict ON intention (conflict) WHERE conflict IS NOT NULL;

    CREATE TABLE decision (
      id INTEGER PRIMARY KEY,
      intention INTEGER NOT NULL REFERENCES intention (sequence),
      base INTEGER NOT NULL,
      decided_at TEXT NOT NULL,
      applies INTEGER NOT NULL DEFAULT 1,
      superseded_by INTEGER REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE UNIQUE INDEX decision_standing ON decision (intention) WHERE superseded_by IS NULL;
    CREATE INDEX decision_by_intention ON decision (intention);

    CREATE TABLE pending_event (
      decision INTEGER NOT NULL REFERENCES decision (id),
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      data TEXT NOT NULL,
      metadata TEXT NOT NULL,
      revision INTEGER,
      PRIMARY KEY (decision, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pending_event_by_id ON pending_event (id);

    CREATE TABLE refusal (
      id TEXT PRIMARY KEY,
      outcome TEXT NOT NULL,
      refused_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE snapshot (
      stream TEXT PRIMARY KEY,
      revision INTEGER NOT NULL,
      version INTEGER NOT NULL,
      state TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoint (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      position TEXT NOT NULL,
      event_position TEXT,
      event_id TEXT,
      follows TEXT NOT NULL
    ) STRICT;
  `,
}
