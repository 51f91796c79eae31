import type { CountCommand, CountEvent } from '../../domain/count/index.ts'
import { unreachable } from '../../domain/index.ts'
import { formatCount, formatNumber } from '../format.ts'

/** A command about a count in plain words. */
export function describeCountCommand(command: CountCommand): string {
  const { count } = command
  switch (command.type) {
    case 'OpenCount':
      return `Open count ${count} of ${formatCount(command.bins.length, 'bin', 'bins')}`
    case 'RecordCount':
      return `Count ${formatNumber(command.quantity)} of ${command.sku} in ${command.bin}`
    case 'ScanCount':
      return `Scan ${formatNumber(command.quantity)} of ${command.sku} in ${command.bin}`
    case 'UndoCount':
      return `Take back a line of count ${count}`
    case 'ConfirmEmptyBin':
      return `Find bin ${command.bin} empty`
    case 'ReportFound':
      return `Find ${formatNumber(command.quantity)} of unknown barcode ${command.barcode} in ${command.bin}`
    case 'SubmitCount':
      return `Hand in count ${count}`
    case 'RequestRecount':
      return `Ask for a recount of ${formatCount(command.lines.length, 'line', 'lines')} of count ${count}`
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
      return `Count ${count} opened over ${formatCount(data.bins.length, 'bin', 'bins')}`
    case 'CountRecorded':
      return `${formatNumber(data.quantity)} of ${data.sku} counted in ${data.bin}`
    case 'CountScanned':
      return `${formatNumber(data.quantity)} of ${data.sku} scanned in ${data.bin}`
    case 'CountUndone':
      return `A line of count ${count} taken back`
    case 'BinConfirmedEmpty':
      return `Bin ${data.bin} found empty`
    case 'FoundReported':
      return `${formatNumber(data.quantity)} of unknown barcode ${data.barcode} found in ${data.bin}`
    case 'CountSubmitted':
      return `Count ${count} handed in`
    case 'RecountRequested':
      return `Recount of ${formatCount(data.lines.length, 'line', 'lines')} of count ${count} asked for`
    case 'CountLineAccepted':
      return `A line of count ${count} accepted`
    case 'CountLinesApproved':
      return `${formatCount(data.lines.length, 'line', 'lines')} of count ${count} approved`
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
