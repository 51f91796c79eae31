import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import * as codes from '../codes.ts'
import { problem } from '../problem.ts'
import { restorationSchema } from './warehouse.ts'
import { call } from './procedure.ts'

/** The link to the central store. Offline is the normal case, not an error. */
const linkSchema = z.strictObject({
  /** `parked`: the central store is not the one that this terminal knows; a person has to look. */
  state: z.enum(['offline', 'connecting', 'online', 'parked']),
  /** Since when it is online, away (offline, or connecting again) or parked. */
  since: codes.timestamp,
  /** When the central store was last there. While online it is there now, however long ago it last had something to say. */
  lastContact: codes.timestamp.nullable(),
  nextAttempt: codes.timestamp.nullable(),
  /** Why it is offline or parked: `store-other` and `terminal-shared` park it. */
  problem: problem.nullable(),
})
export type Link = z.infer<typeof linkSchema>

const sessionSchema = z.strictObject({
  operator: codes.operator,
  name: codes.name,
  role: codes.role,
  since: codes.timestamp,
  /** They signed in with fewer digits than are asked of their role now: it is good, and should be changed. */
  pinIsShort: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

const statusSchema = z.strictObject({
  version: z.string(),
  /** Null until the terminal has been set up. */
  terminal: codes.terminal.nullable(),
  warehouse: codes.warehouse.nullable(),
  warehouseName: z.string().nullable(),
  /** Where events go: the address of the central store (empty where nobody is signed in), or the embedded one. */
  central: z.strictObject({ kind: z.enum(['embedded', 'remote', 'none']), address: z.string() }),
  /** Who is signed in at the screen that asks. */
  /** The site whose store this terminal works with; null before it has met one. */
  site: codes.site.nullable(),
  session: sessionSchema.nullable(),
  /** After so many minutes in which nobody touches it, a screen is locked. */
  idleLock: z.int(),
  link: linkSchema,
  /** Intentions that only this terminal has, held ones included, conflicts not. */
  pending: z.int(),
  oldestPending: codes.timestamp.nullable(),
  /** Pending intentions that wait behind a conflict of their stream. */
  held: z.int(),
  /** Conflicts that wait for a person: this terminal's, and all that are known. */
  conflicts: z.strictObject({ own: z.int(), all: z.int() }),
  /** What this machine's clock is off by, in milliseconds, ahead is above zero; null where nothing is known to be wrong. */
  clockOffset: codes.clockOffset.nullable(),
  /** How much damage was found that nobody has seen to yet. */
  damage: z.int(),
  /** When it was last put back from a copy of its data folder; null where it never was. */
  restored: restorationSchema.nullable(),
})
export type TerminalStatus = z.infer<typeof statusSchema>

export const status = {
  get: call('open').output(statusSchema),
  /** The status at once, and again whenever it changes. */
  live: call('open').output(eventIterator(statusSchema)),
  /** Which queries may have another answer now, by their paths in the contract, coalesced; nothing at first. */
  changes: call('open').output(eventIterator(z.array(z.array(z.string())))),
}
