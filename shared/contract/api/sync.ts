import { z } from 'zod'
import * as codes from '../codes.ts'
import { problem } from '../problem.ts'
import { done, refused } from './outcomes.ts'
import { call, query, topics } from './procedure.ts'

const outboxRow = z.strictObject({
  sequence: z.int(),
  intention: codes.uuid,
  stream: z.string(),
  command: z.looseObject({ type: z.string() }),
  /** In plain words, for people: "Pick 3 of HL-U509-R from A-01-02". */
  summary: z.string(),
  operator: codes.operator,
  /** How it was asked for: `cli` by the command line; null for a screen. */
  via: codes.via.nullable(),
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

/** How often a stream's pending events were sent in vain, and what came of the last time. */
export type SendState = Readonly<Pick<OutboxRow, 'attempts' | 'problem'>>

/** A central store that is not the one that was worked with. */
const haltedStore = z.strictObject({
  /** Ours from an older copy, another site's, or an empty one. */
  kind: codes.storeKind,
  /** Which site it is of; null where it is empty. */
  site: codes.site.nullable(),
  /** What the warehouse of this code is called there and here, where the terminal has never met that store. */
  names: z.strictObject({ theirs: z.string(), yours: z.string() }).nullable(),
  /** It was looked at to its end: all that it lacks is known. */
  complete: z.boolean(),
  warehouse: codes.warehouse,
  /** Events that this terminal knew as recorded and the store has not: all, this terminal's own, and on how many streams. */
  events: z.int(),
  own: z.int(),
  streams: z.int(),
  /** Events that it has and that are new here. */
  fresh: z.int(),
  /** The same by terminal and stream, others' first; the first 500. */
  lacking: z.array(
    z.strictObject({
      terminal: z.string().nullable(),
      stream: z.string(),
      own: z.boolean(),
      events: z.int(),
      /** When the first and the last of them were recorded. */
      first: codes.timestamp,
      last: codes.timestamp,
    }),
  ),
})
export type HaltedStore = z.infer<typeof haltedStore>

/** What a store that was accepted lacked and no terminal has brought back. */
const lostEvent = z.strictObject({
  event: z.string(),
  stream: z.string(),
  terminal: z.string().nullable(),
  operator: z.string().nullable(),
  /** In plain words: "3 of HL-U509-R picked from A-01-02". */
  what: z.string(),
  occurredAt: z.string().nullable(),
  recordedAt: codes.timestamp,
  /** Since when it is known to be lacking. */
  since: codes.timestamp,
})
export type LostEvent = z.infer<typeof lostEvent>

const acceptInput = z.strictObject({
  /** As it was shown; refused where it is another by then, or lacks more. */
  kind: codes.storeKind,
  site: codes.site.nullable(),
  events: z.int().min(0),
  /** The warehouse's code, typed by whoever accepts a store that is not an older copy of ours. */
  warehouse: z.string().max(64).optional(),
})

const accepted = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('accepted'),
    /** Events that the store lacks, and those of them that this terminal sends again. */
    lacking: z.int(),
    offered: z.int(),
  }),
  refused,
])
export type AcceptedStore = z.infer<typeof accepted>

export const sync = {
  /** What only this terminal has, the oldest first. */
  outbox: query('signed-in', 'outbox', 'count')
    .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
    .output(z.array(outboxRow)),
  /** Tries to reach the central store now instead of waiting for the next attempt. */
  now: call('signed-in').output(z.void()),
  /** Another address of the central store, for a supervisor. The terminal connects to it at once. */
  changeAddress: call('supervisor')
    .input(z.strictObject({ central: codes.centralAddress }))
    .output(z.discriminatedUnion('outcome', [done, refused])),
  /** Null while the exchange is not halted because of the store. */
  halted: call('signed-in').output(haltedStore.nullable()),
  /** A supervisor takes the store that is there as the one to work with. */
  acceptStore: call('supervisor').input(acceptInput).output(accepted),
  /** What was lost with a store, as far as no terminal has brought it back. */
  lost: query('signed-in', ...topics)
    .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
    .output(z.array(lostEvent)),
}
