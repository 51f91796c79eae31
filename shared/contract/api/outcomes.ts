import { z } from 'zod'
import * as codes from '../codes.ts'

export const done = z.strictObject({ outcome: z.literal('done') })

export const refused = z.strictObject({
  outcome: z.literal('refused'),
  code: z.string(),
  /** What the words of the code leave open. */
  facts: codes.facts,
  /** The same in words, for whoever has no catalogue of them. */
  message: z.string(),
})
