import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import type { Settling } from '#shared/domain/settling/index.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import { readStoredCommand } from '#shared/contract/storedCommands.ts'
import type { Intention } from './intention.ts'

export type IntentionRow = {
  readonly sequence: number
  readonly id: string
  readonly stream: string
  readonly command: string
  readonly command_version: number
  readonly operator: string
  readonly role: string
  readonly occurred_at: string
  readonly accepted_at: string
  readonly correlation: string
  readonly causation: string
  readonly via: string | null
  readonly first_base: number
  readonly clock_offset: number | null
  readonly state: string
  readonly conflicts: number
  readonly conflict: string | null
  readonly settlement: string | null
}

const state = z.enum(['pending', 'held', 'conflict', 'confirmed', 'satisfied', 'abandoned'])

const settling: z.ZodType<Settling> = z.object({
  conflict: z.string(),
  facts: codes.facts,
  rulings: codes.rulings.optional(),
  settlement: z.object({
    choice: codes.choice,
    quantity: codes.quantity.optional(),
    bin: codes.bin.optional(),
    note: codes.note.optional(),
    by: codes.operator.optional(),
    conflict: z.string().optional(),
  }),
  seen: codes.revision.optional(),
})

/** Undefined where it cannot be read, or where how a person settled it cannot: then nothing is decided on it. */
function commandOf(row: IntentionRow, settled: Settling | undefined): DomainCommand | undefined {
  const { stored } = readStoredCommand(row.command, row.command_version)
  return stored.known && (row.settlement === null || settled) ? stored.command : undefined
}

/** Throws when a row is not one that this program wrote: the database was tampered with, and guessing would lose work. */
export const parseIntention = (row: IntentionRow): Intention => {
  const settled =
    row.settlement === null ? undefined : settling.safeParse(JSON.parse(row.settlement)).data
  return { ...read(row), command: commandOf(row, settled), settled }
}

const read = (row: IntentionRow): Omit<Intention, 'command' | 'settled'> => ({
  sequence: row.sequence,
  id: row.id,
  stream: row.stream,
  operator: row.operator,
  role: codes.role.parse(row.role),
  occurredAt: row.occurred_at,
  acceptedAt: row.accepted_at,
  correlation: row.correlation,
  causation: row.causation,
  via: row.via ?? undefined,
  firstBase: row.first_base,
  clockOffset: row.clock_offset ?? undefined,
  state: state.parse(row.state),
  conflicts: row.conflicts,
  conflict: row.conflict ?? undefined,
})
