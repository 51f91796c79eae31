import type { Command } from '#shared/contract/commands.ts'
import { formatCount, formatMoney, formatNumber } from '#shared/words/format.ts'
import { directionWords } from './directions.ts'

/** What was saved, in a sentence. */
export const said = (command: Command): string | undefined => {
  switch (command.type) {
    case 'RegisterOperator':
      return `${command.name} is registered.`
    case 'ChangeRole':
      return `${command.operator} is ${command.role === 'supervisor' ? 'a supervisor' : 'an operator'} now.`
    case 'ChangePin':
      return `${command.operator} has a new PIN.`
    case 'DeactivateOperator':
      return `${command.operator} can no longer sign in.`
    case 'RenameWarehouse':
      return `The warehouse is called ${command.name} now.`
    case 'RegisterBin':
      return `Bin ${command.bin} is registered.`
    case 'RegisterProduct':
      return `Product ${command.sku} is registered.`
    case 'RenameProduct':
      return `${command.sku} is called ${command.name} now.`
    case 'ChangeUnitValue':
      return `One piece of ${command.sku} is worth ${formatMoney(command.unitValue)} now.`
    case 'ChangeCountPolicy':
      return 'The rule is changed for everybody.'
    case 'ChangeIdleLock':
      return `A screen is locked after ${formatCount(command.minutes, 'minute', 'minutes')} now.`
    case 'AddPack':
      return `${command.pack.name} of ${formatNumber(command.pack.factor)} belongs to ${command.sku} now.`
    case 'RemovePack':
      return `Barcode ${command.barcode} belongs to no product any more.`
    case 'ChangeNegativeStockPolicy':
      return command.policy === 'warn'
        ? 'Stock may go below zero now; whoever does it is told.'
        : 'What a bin does not hold is refused now.'
    case 'AddReasonCode':
      return `Reason ${command.reason} can be used now.`
    case 'ChangeReasonDirection':
      return `Reason ${command.reason} ${directionWords[command.direction]} now.`
    case 'RetireReasonCode':
      return `Reason ${command.reason} can no longer be chosen.`
    case 'RetireTerminal':
      return `Terminal ${command.terminal} is retired.`
    default:
      return undefined
  }
}
