import type { Migration } from '../migrate.ts'

/** Gaps in streams that were taken in before what is missing was kept. */
export const gapsBefore: Migration = {
  version: 9,
  name: 'gaps-before',
  up: `
    INSERT OR IGNORE INTO missing (stream, first, last)
    SELECT stream, before + 1, revision - 1
    FROM (
      SELECT stream, revision, lag(revision, 1, -1) OVER (PARTITION BY stream ORDER BY revision) AS before
      FROM event
    )
    WHERE revision > before + 1;
  `,
}
