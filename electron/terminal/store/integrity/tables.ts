/**
 * What an intention is, and never changes but for its number while nobody else has seen it: what the chain is made of.
 */
export const chained = [
  'sequence',
  'id',
  'stream',
  'command',
  'command_version',
  'operator',
  'role',
  'occurred_at',
  'accepted_at',
  'correlation',
  'causation',
  'via',
] as const

/**
 * What of each table a checksum covers: all that is written to it. `key` finds a row again. Once released, a list is
 * never changed without a migration that makes the checksums anew.
 */
export const covered = {
  intention: {
    key: ['sequence'],
    columns: [
      ...chained,
      'outcome',
      'first_base',
      'clock_offset',
      'state',
      'conflicts',
      'conflict',
      'ended',
      'settlement',
    ],
  },
  decision: {
    key: ['id'],
    columns: ['id', 'intention', 'base', 'decided_at', 'applies', 'superseded_by'],
  },
  pending_event: {
    key: ['decision', 'position'],
    columns: ['decision', 'position', 'id', 'type', 'version', 'data', 'metadata', 'revision'],
  },
  event: {
    key: ['seq'],
    columns: [
      'stream',
      'revision',
      'id',
      'type',
      'version',
      'data',
      'metadata',
      'terminal',
      'recorded_at',
      'position',
      'problem',
    ],
  },
} as const

export type CoveredTable = keyof typeof covered

/** The same of what this terminal keeps besides. */
export const records = {
  meta: { key: ['key'], columns: ['key', 'value'] },
  refusal: { key: ['id'], columns: ['id', 'outcome', 'refused_at'] },
  checkpoint: {
    key: ['one'],
    columns: ['one', 'position', 'event_position', 'event_id', 'follows'],
  },
  sign_in_failure: { key: ['operator'], columns: ['operator', 'failures', 'last_failure'] },
  import: { key: ['seq'], columns: ['seq', 'id', 'operator', 'role', 'accepted_at', 'via'] },
  import_part: { key: ['import', 'part'], columns: ['import', 'part', 'commands'] },
  missing: { key: ['stream', 'first'], columns: ['stream', 'first', 'last'] },
  damage: {
    key: ['id'],
    columns: ['id', 'kind', 'sequence', 'intention', 'detail', 'found_at', 'seen_by', 'mended_at'],
  },
  seen_event: {
    key: ['seq'],
    columns: ['seq', 'stream', 'revision', 'id', 'position', 'recorded_at'],
  },
  cut_event: { key: ['seq'], columns: ['seq', 'lacking'] },
  lost_event: {
    key: ['seq'],
    columns: ['seq', 'archived_at', ...covered.event.columns],
  },
} as const

export type RecordTable = keyof typeof records
