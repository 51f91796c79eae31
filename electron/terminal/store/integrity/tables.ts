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
