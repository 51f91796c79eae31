/**
 * The log is the only truth: everything else (heads of streams, metadata, users, persistent subscriptions)
 * is read from it. `position` is the log position that clients see; it starts at 1, and has gaps only
 * where a scavenge removed events. The last event of a stream is never removed, so neither is the last of the log.
 *
 * `data` and `metadata` come last, so that a scan which only looks at names and types
 * does not touch the overflow pages of large events.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE stream (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream   INTEGER NOT NULL REFERENCES stream (id),
    revision INTEGER NOT NULL,
    id       BLOB    NOT NULL,
    type     TEXT    NOT NULL,
    json     INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    metadata BLOB    NOT NULL
  ) STRICT;

  CREATE UNIQUE INDEX event_by_stream ON event (stream, revision);
  `,
]

/** Marks the file as ours: 'TDES' in ASCII. */
export const applicationId = 0x54444553

export const schemaVersion = migrations.length

/** The statements that lift a database from `version` to the current schema, in order. */
export const migrationsFrom = (version: number): readonly string[] => migrations.slice(version)
