import type { Command } from '#shared/contract/commands.ts'
import type { ExecuteRequest } from '../commands/index.ts'
import { hashPin } from './pin.ts'

/** A command as it is decided on and kept: a PIN in it is hashed before anything else can see it. */
export const toIntended = async (command: Command): Promise<ExecuteRequest['command']> =>
  command.type === 'ChangePin' || command.type === 'IssuePin'
    ? { ...command, pin: await hashPin(command.pin) }
    : command
