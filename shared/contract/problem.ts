import { z } from 'zod'
import * as codes from './codes.ts'

/** Why the exchange with the central store does not go on, or why it does not take something. Stable names. */
export const problemCode = z.enum([
  'address-invalid',
  'certificate-expired',
  'certificate-name',
  'certificate-unknown',
  'electing',
  'internal',
  'name-unknown',
  'no-central-store',
  'no-right-to-log',
  'no-right-to-stream',
  'not-finished',
  'not-set-up',
  'refused',
  'restarting',
  'server-too-old',
  'store-older',
  'store-other',
  'stream-ended',
  'stream-unreadable',
  'terminal-shared',
  'timeout',
  'tls-expected',
  'tls-unsupported',
  'unreachable',
  'wrong-credentials',
])
export type ProblemCode = z.infer<typeof problemCode>

/** Older servers never say that nothing more is waiting: a terminal would never know that it is up to date. */
export const OLDEST_SERVER = '23.10'

export const problem = z.strictObject({
  code: problemCode,
  /** What its words leave open. `about`: a stream, a version, or what a library said. */
  facts: codes.facts,
  /** The same in words, for whoever has no catalogue of them. */
  message: z.string(),
})
export type Problem = z.infer<typeof problem>
