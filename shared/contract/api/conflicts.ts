import { z } from 'zod'
import * as codes from '../codes.ts'
import { query } from './procedure.ts'

/** What a person decided. `result` is null until the terminal that has the intention has carried it out. */
const settlement = z.strictObject({
  by: codes.operator,
  choice: codes.choice,
  quantity: codes.quantity.nullable(),
  bin: codes.bin.nullable(),
  note: z.string().nullable(),
  result: z.enum(['carried-out', 'left-undone']).nullable(),
})
export type ConflictSettlement = z.infer<typeof settlement>

const meanwhileRow = z.strictObject({
  type: z.string(),
  summary: z.string(),
  operator: codes.operator,
  terminal: codes.terminal,
  /** How it was asked for: `cli` by the command line; null for a screen. */
  via: codes.via.nullable(),
  occurredAt: codes.timestamp,
})

const conflictRow = z.strictObject({
  conflict: z.string(),
  stream: z.string(),
  intention: codes.uuid,
  /** What was asked for, in plain words. */
  summary: z.string(),
  command: z.looseObject({ type: z.string() }),
  /** Why this version cannot read the command, so that nothing can be chosen here; null where it can. */
  unreadable: z.string().nullable(),
  reason: z.string(),
  /** Why it needs a person, in plain words. */
  message: z.string(),
  choices: z.array(codes.offeredChoice),
  /** The choice to select first, and why; null in conflicts that were raised without one. */
  proposed: codes.proposal.nullable(),
  terminal: codes.terminal,
  raisedBy: codes.operator,
  /** How it was asked for: `cli` by the command line; null for a screen. */
  via: codes.via.nullable(),
  occurredAt: codes.timestamp,
  state: z.enum(['open', 'settled', 'closed']),
  settlement: settlement.nullable(),
  /** Whoever is signed in may settle it: it is their own, within the warehouse's limit, or they are a supervisor. */
  maySettle: z.boolean(),
  /**
   * The count in which whoever looks counts blind what it is about. Until that is handed in, its figures are covered for
   * them (no choices, no stock, nothing of what came in between) and they cannot settle it. Null: it is told as it is.
   */
  coveredBy: codes.count.nullable(),
})
export type ConflictRow = z.infer<typeof conflictRow>

const conflictDetail = conflictRow.extend({
  /** What came in between, the oldest first. */
  meanwhile: z.array(meanwhileRow),
  /** Stock by bin: what the terminal decided on, and what is known now. */
  before: z.record(z.string(), codes.balance),
  now: z.record(z.string(), codes.balance),
  /** What became of the conflict itself, the oldest first: raised, settled, opened again, closed. */
  history: z.array(meanwhileRow),
})
export type ConflictDetail = z.infer<typeof conflictDetail>

export const conflicts = {
  /** The open ones first, the newest first among them. */
  list: query('signed-in', 'conflict', 'warehouse', 'count')
    .input(
      z.strictObject({
        state: z.enum(['open', 'settled', 'closed']).optional(),
        limit: z.int().min(1).max(1000),
      }),
    )
    .output(z.array(conflictRow)),
  get: query(
    'signed-in',
    'conflict',
    'warehouse',
    'stock',
    'product',
    'operator',
    'terminal',
    'count',
  )
    .input(z.strictObject({ conflict: z.string() }))
    .output(conflictDetail.nullable()),
}
