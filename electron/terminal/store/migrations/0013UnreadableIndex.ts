import type { Migration } from '../migrate.ts'

/** Whether a stream has events that cannot be read is asked before anything is decided on it. */
export const unreadableIndex: Migration = {
  version: 13,
  name: 'unreadable-index',
  up: `
    CREATE INDEX event_unreadable_of ON event (stream, revision) WHERE problem IS NOT NULL;
  `,
}
