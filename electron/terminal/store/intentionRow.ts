import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import type { Settling } from '#shared/domain/settling/index.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import type { Intention } from './intention.ts'

export type IntentionRow = {
  readonly sequence: number
  readonly id: string
  readonly stream: string
  readonly command: string
  readonly operator: string
  readonly role: string
  readonly occurred_at: string
  readonly accepted_at: string
  readonly correlation: string
  readonly causation: string
  readonly first_base: number
  readonly clock_offset: number | null
  readonly state: string
  readonly conflicts: number
  readonly conflict: string | null
  readonly settlement: string | null
}

const state = z.enum(['pending', 'held', 'conflict', 'confirmed', 'satisfied', 'abandoned'])
const command = z.looseObject({ type: z.string() })

const settling = z.looseObject({
  conflict: z.string(),
  facts: codes.facts,
  settlement: z.looseObject({ choice: codes.choice }),
  seen: codes.revision.optional(),
})
// Written from events that were parsed when they came.
const readSettling = (json: string) => settling.parse(JSON.parse(json)) as unknown as Settling

/** Throws when a row is not one that this program wrote: the database was tampered with, and guessing would lose work. */
export const parseIntention = (row: IntentionRow): Intention => ({
  sequence: row.sequence,
  id: row.id,
  stream: row.stream,
  // It was parsed when it was accepted, and intentions never change.
  command: command.parse(JSON.parse(row.command)) as unknown as DomainCommand,
  operator: row.operator,
  role: codes.role.parse(row.role),
  occurredAt: row.occurred_at,
  acceptedAt: row.accepted_at,
  correlation: row.correlation,
  causation: row.causation,
  firstBase: row.first_base,
  clockOffset: row.clock_offset ?? undefined,
  state: state.parse(row.state),
  conflicts: row.conflicts,
  conflict: row.conflict ?? undefined,
  settled: row.settlement === null ? undefined : readSettling(row.settlement),
})
