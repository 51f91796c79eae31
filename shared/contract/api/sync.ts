import { oc } from '@orpc/contract'
import { z } from 'zod'
import * as codes from '../codes.ts'
import { problem } from '../problem.ts'
import { done, refused } from './outcomes.ts'

const outboxRow = z.strictObject({
  sequence: z.int(),
  intention: codes.uuid,
  stream: z.string(),
  command: z.looseObject({ type: z.string() }),
  /** In plain words, for people: "Pick 3 of HL-U509-R from A-01-02". */
  summary: z.string(),
  operator: codes.operator,
  occurredAt: codes.timestamp,
  acceptedAt: codes.timestamp,
  state: z.enum(['pending', 'held', 'conflict']),
  /** The conflict that it is in, or that it waits behind while it is held. */
  conflict: z.string().nullable(),
  /** How often it has been sent, and what came of the last time. */
  attempts: z.int(),
  problem: problem.nullable(),
})
export type OutboxRow = z.infer<typeof outboxRow>

export const sync = {
  /** What only this terminal has, the oldest first. */
  outbox: oc.input(z.strictObject({ limit: z.int().min(1).max(1000) })).output(z.array(outboxRow)),
  /** Tries to reach the central store now instead of waiting for the next attempt. */
  now: oc.output(z.void()),
  /** Another address of the central store, for a supervisor. The terminal connects to it at once. */
  changeAddress: oc
    .input(z.strictObject({ central: codes.centralAddress }))
    .output(z.discriminatedUnion('outcome', [done, refused])),
}
