import type { CountCommand, CountEvent } from '../domain/count/index.ts'
import { unreachable } from '../domain/index.ts'

/** A command about a count in plain words. */
export function describeCountCommand(command: CountCommand): string {
  const { count } = command
  switch (command.type) {
    case 'OpenCount':
      return `Open count ${count} of ${amount(command.bins.length, 'bin')}`
    case 'RecordCount':
      return `Count ${command.quantity} of ${command.sku} in ${command.bin}`
    case 'ScanCount':
      return `Scan ${command.quantity} of ${command.sku} in ${command.bin}`
    case 'UndoCount':
      return `Take back a line of count ${count}`
    case 'ConfirmEmptyBin':
      return `Find bin ${command.bin} empty`
    case 'ReportFound':
      return `Find ${command.quantity} of unknown barcode ${command.barcode} in ${command.bin}`
    case 'SubmitCount':
      return `Hand in count ${count}`
    case 'RequestRecount':
      return `Ask for a recount of ${amount(command.lines.length, 'line')} of count ${count}`
    case 'AcceptCountLine':
      return `Accept a line of count ${count}`
    case 'ApproveCount':
      return `Approve count ${count}`
    case 'PostCount':
      return `Post what is approved of count ${count}`
    case 'CancelCount':
      return `Cancel count ${count}: ${command.reason}`
    default:
      return unreachable(command)
  }
}

/** An event of a count in plain words. */
export function describeCountEvent({ type, data }: CountEvent): string {
  const { count } = data
  switch (type) {
    case 'CountOpened':
      return `Count ${count} opened over ${amount(data.bins.length, 'bin')}`
    case 'CountRecorded':
      return `${data.quantity} of ${data.sku} counted in ${data.bin}`
    case 'CountScanned':
      return `${data.quantity} of ${data.sku} scanned in ${data.bin}`
    case 'CountUndone':
      return `A line of count ${count} taken back`
    case 'BinConfirmedEmpty':
      return `Bin ${data.bin} found empty`
    case 'FoundReported':
      return `${data.quantity} of unknown barcode ${data.barcode} found in ${data.bin}`
    case 'CountSubmitted':
      return `Count ${count} handed in`
    case 'RecountRequested':
      return `Recount of ${amount(data.lines.length, 'line')} of count ${count} asked for`
    case 'CountLineAccepted':
      return `A line of count ${count} accepted`
    case 'CountLinesApproved':
      return `${amount(data.lines.length, 'line')} of count ${count} approved`
    case 'CountApproved':
      return `Count ${count} approved`
    case 'CountPostingRequested':
      return `Posting of count ${count} asked for`
    case 'CountCancelled':
      return `Count ${count} cancelled: ${data.reason}`
    default:
      return unreachable(type)
  }
}

const amount = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
