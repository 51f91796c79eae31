import type { Migration } from '../migrate.ts'

/** Finds what the log has of an intention: by its id, and by what its terminal said of it when it ended without an event. */
export const intentionIndex: Migration = {
  version: 5,
  name: 'intention-index',
  up: `
    CREATE INDEX event_by_intention ON event (metadata ->> '$.intention');
    CREATE INDEX event_closing ON event (data ->> '$.intention') WHERE type = 'IntentionClosed';
  `,
}
