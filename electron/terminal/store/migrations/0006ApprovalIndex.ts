import type { Migration } from '../migrate.ts'

/** Finds approvals of count lines by their time: what is approved is posted by any terminal, should its own not do it. */
export const approvalIndex: Migration = {
  version: 6,
  name: 'approval-index',
  up: `CREATE INDEX event_approval ON event (recorded_at) WHERE type = 'CountLinesApproved'`,
}
