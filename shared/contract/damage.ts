import { z } from 'zod'

/**
 * What a disk has altered or lost of what was recorded, of what is made of it (`read-model`), and of what the terminal
 * keeps besides. Stable names.
 */
const damageKind = z.enum([
  'altered',
  'missing',
  'unlinked',
  'database',
  'read-model',
  'record',
  'file',
])

/** `sequence` is the intention's number, or the first that is missing; `detail` says which row, or the last number. */
export const damageFacts = z.strictObject({
  kind: damageKind,
  sequence: z.int().nullable(),
  intention: z.string().nullable(),
  detail: z.string(),
})
export type DamageFacts = z.infer<typeof damageFacts>
