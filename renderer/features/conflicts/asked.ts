import type { ConflictRow } from '#shared/contract/api/index.ts'
import { commandSchema, type Command } from '#shared/contract/commands.ts'

type Asked = Pick<ConflictRow, 'command'>

/** The command that was asked for, where this version knows it. */
export const askedFor = (conflict: Asked): Command | undefined =>
  commandSchema.safeParse(conflict.command).data

/** The quantity that was asked for; undefined for commands without one. */
export const quantityAskedFor = (conflict: Asked): number | undefined => {
  const command = askedFor(conflict)
  if (command === undefined) return undefined
  if ('quantity' in command && command.quantity !== undefined) return command.quantity
  return 'delta' in command ? Math.abs(command.delta) : undefined
}

/** The bin that another one could stand in for: where the goods were taken, or put. */
export const binAskedFor = (conflict: Asked): string | undefined => {
  const command = askedFor(conflict)
  if (command === undefined) return undefined
  if ('from' in command) return command.from
  return 'bin' in command ? command.bin : undefined
}
