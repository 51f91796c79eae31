import { z } from 'zod'
import type { ConflictRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import { commandSchema, type Command } from '#shared/contract/commands.ts'

type Asked = Pick<ConflictRow, 'command'>

/** The command that was asked for, where this version knows it. */
export const askedFor = (conflict: Asked): Command | undefined =>
  commandSchema.safeParse(conflict.command).data

const posting = z.object({
  type: z.literal('PostCountVariance'),
  sku: codes.sku,
  observation: z.object({
    bin: codes.bin,
    counted: codes.counted,
    from: codes.timestamp,
    to: codes.timestamp,
    terminal: codes.terminal,
  }),
})

/** The look into a bin whose result could not be posted; undefined where it is about no count. */
export const countAskedFor = (
  conflict: Asked,
): (z.infer<typeof posting>['observation'] & { sku: string }) | undefined => {
  const { data } = posting.safeParse(conflict.command)
  return data && { ...data.observation, sku: data.sku }
}

/** The quantity that was asked for; undefined for commands without one. */
export const quantityAskedFor = (conflict: Asked): number | undefined => {
  const command = askedFor(conflict)
  if (command === undefined) return undefined
  if ('quantity' in command && command.quantity !== undefined) return command.quantity
  return 'delta' in command ? Math.abs(command.delta) : undefined
}

/** The bin that another one could stand in for: where the goods were taken, put, or counted. */
export const binAskedFor = (conflict: Asked): string | undefined => {
  const command = askedFor(conflict)
  if (command === undefined) return countAskedFor(conflict)?.bin
  if ('from' in command) return command.from
  return 'bin' in command ? command.bin : undefined
}
