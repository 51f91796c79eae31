import { z } from 'zod'

export const done = z.strictObject({ outcome: z.literal('done') })

export const refused = z.strictObject({
  outcome: z.literal('refused'),
  code: z.string(),
  message: z.string(),
})
