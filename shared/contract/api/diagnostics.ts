import { oc } from '@orpc/contract'
import { z } from 'zod'
import * as codes from '../codes.ts'
import { missingRow } from './stock.ts'

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
  /** Events that are kept but could not be read, the newest first. */
  unreadable: z.array(
    z.strictObject({
      stream: z.string(),
      revision: codes.revision,
      type: z.string(),
      problem: z.string(),
    }),
  ),
  /** Events that the central store no longer gives, or not to this terminal, by stream. */
  missing: z.array(missingRow),
  metricsAddress: z.string().nullable(),
})
export type Diagnostics = z.infer<typeof diagnosticsSchema>

export const diagnostics = { get: oc.output(diagnosticsSchema) }
