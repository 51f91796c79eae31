import { z } from 'zod'
import * as codes from '../codes.ts'
import { missingRow } from './stock.ts'
import { damageFacts } from '../damage.ts'
import { done } from './outcomes.ts'
import { call, query } from './procedure.ts'

/** What a disk has altered or lost of what was recorded here. */
const damageRow = damageFacts.extend({
  text: z.string(),
  foundAt: codes.timestamp,
  /** Null while it is still so. */
  mendedAt: codes.timestamp.nullable(),
})
export type DamageRow = z.infer<typeof damageRow>

const diagnosticsSchema = z.strictObject({
  version: z.string(),
  dataDir: z.string(),
  databaseBytes: z.int(),
  schemaVersion: z.int(),
  /** Read back from SQLite: 2 is FULL. */
  synchronous: z.int(),
  events: z.int(),
  intentions: z.int(),
  /** Position in the central store's log up to which this terminal has read; null before the first time. */
  checkpoint: z.string().nullable(),
  /** The site whose store it works with; null before it has met one. */
  site: codes.site.nullable(),
  /** Events that are kept but could not be read, the newest first. */
  unreadable: z.array(
    z.strictObject({
      stream: z.string(),
      revision: codes.revision,
      type: z.string(),
      problem: z.string(),
    }),
  ),
  /** Events that are not known here, by stream: those that the central store does not give, and the unreadable. */
  missing: z.array(missingRow),
  /** Damage that nobody has seen to yet, by number. */
  damage: z.array(damageRow),
  metricsAddress: z.string().nullable(),
})
export type Diagnostics = z.infer<typeof diagnosticsSchema>

export const diagnostics = {
  get: query('supervisor', 'outbox').output(diagnosticsSchema),
  /** A supervisor has looked at all damage that is known, and had entered again what is gone. */
  seeDamage: call('supervisor').output(done),
}
