import type { StoredCommand } from '../../contract/storedCommands.ts'
import { type DomainCommand, type DomainEvent, unreachable } from '../../domain/index.ts'
import { describeCountCommand, describeCountEvent } from './countSummaries.ts'
import { describeStream } from './streams.ts'
import { formatCount, formatDifference, formatNumber } from '../format.ts'
import { describeUndo, describeUndoing } from './undoSummaries.ts'

/** A command in plain words: "Pick 3 of HL-U509-R from A-01-02". */
export function describeCommand(command: DomainCommand): string {
  const undo = describeUndo(command)
  if (undo !== undefined) return undo
  switch (command.type) {
    case 'ReceiveStock':
      return `Receive ${formatNumber(command.quantity)} of ${command.sku} into ${command.bin}`
    case 'PickStock':
      return `Pick ${formatNumber(command.quantity)} of ${command.sku} from ${command.bin}`
    case 'MoveStock':
      return `Move ${formatNumber(command.quantity)} of ${command.sku} from ${command.from} to ${command.to}`
    case 'AdjustStock':
      return `Adjust ${command.sku} in ${command.bin} by ${formatDifference(command.delta)} (${command.reason})`
    case 'PostCountVariance':
      return `Post count of ${command.sku} in ${command.observation.bin}: ${formatNumber(command.observation.counted)}`
    case 'RegisterProduct':
      return `Register product ${command.sku}, ${command.name}`
    case 'RenameProduct':
      return `Rename product ${command.sku} to ${command.name}`
    case 'AddPack':
      return `Add pack ${command.pack.barcode} (${formatNumber(command.pack.factor)}) to ${command.sku}`
    case 'RemovePack':
      return `Remove pack ${command.barcode} from ${command.sku}`
    case 'RegisterWarehouse':
      return `Register warehouse ${command.warehouse}, ${command.name}`
    case 'RenameWarehouse':
      return `Rename the warehouse to ${command.name}`
    case 'RegisterBin':
      return `Register bin ${command.bin}`
    case 'RegisterBins':
      return command.bins.length === 1
        ? `Register bin ${command.bins[0]?.bin}`
        : `Register ${formatNumber(command.bins.length)} bins`
    case 'ChangeNegativeStockPolicy':
      return command.policy === 'warn' ? 'Let stock go below zero' : 'Refuse stock below zero'
    case 'AddReasonCode':
      return `Add reason code ${command.reason}, ${command.text}`
    case 'RetireReasonCode':
      return `Retire reason code ${command.reason}`
    case 'ChangeReasonDirection':
      return `Let reason ${command.reason} ${directionWords[command.direction]}`
    case 'ChangeUnitValue':
      return `Set the value of ${command.sku}`
    case 'ChangeCountPolicy':
      return 'Change the rules for counting'
    case 'ChangeIdleLock':
      return `Lock screens after ${formatNumber(command.minutes)} min without work`
    case 'RegisterOperator':
      return `Register ${command.role} ${command.operator}, ${command.name}`
    case 'ChangeRole':
      return `Make ${command.operator} ${command.role === 'supervisor' ? 'a supervisor' : 'an operator'}`
    case 'ChoosePin':
    case 'ChangePin':
      return `Set the PIN of ${command.operator}`
    case 'IssuePin':
      return `Give ${command.operator} a PIN for once`
    case 'DeactivateOperator':
      return `Deactivate operator ${command.operator}`
    case 'RestoreSupervisor':
      return `Make ${command.operator} a supervisor again, since nobody else is left`
    case 'EnrolTerminal':
      return `Enrol terminal ${command.terminal}`
    case 'RetireTerminal':
      return `Retire terminal ${command.terminal}`
    case 'CloseIntention':
      return `Note that nothing was left to record for intention ${command.intention}`
    case 'BeginEpoch':
      return `Go on at terminal ${command.terminal} after it was put back from a copy`
    case 'CompareClock':
      return `Tell that the clock of terminal ${command.terminal} ${describeClock(command.offset)}`
    case 'AcceptIncomplete':
      return `Go on with what is known of ${describeStream(command.stream)}`
    case 'AcceptStore':
      return `Take ${storeWords[command.kind]} as the central store of terminal ${command.terminal}`
    case 'RaiseConflict':
      return `Raise conflict ${command.conflict}`
    case 'ResolveConflict':
      return `Settle conflict ${command.conflict}: ${command.choice}`
    case 'CloseConflict':
      return `Close conflict ${command.conflict}`
    case 'ReopenConflict':
      return `Open conflict ${command.conflict} again`
    case 'OpenCount':
    case 'RecordCount':
    case 'ScanCount':
    case 'UndoCount':
    case 'ConfirmEmptyBin':
    case 'ReportFound':
    case 'SubmitCount':
    case 'RequestRecount':
    case 'AcceptCountLine':
    case 'ApproveCount':
    case 'PostCount':
    case 'CancelCount':
      return describeCountCommand(command)
    default:
      return unreachable(command)
  }
}

const storeWords = {
  older: 'an older copy of the store',
  other: "another site's store",
  empty: 'an empty store',
}

const directionWords = { in: 'only add', out: 'only take away', either: 'add or take away' }

/** What a clock is off by, as a person says it: "is 1 h 5 min ahead". */
export function describeClock(offset: number): string {
  return offset === 0 ? 'is right' : `is ${offBy(offset)}`
}

/** The same for what is wrong: "1 h 5 min ahead". */
export function offBy(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const
  const said = parts.flatMap(([value, unit]) =>
    value > 0 ? [`${formatNumber(value)} ${unit}`] : [],
  )
  return `${said.length > 0 ? said.join(' ') : 'less than a minute'} ${offset > 0 ? 'ahead' : 'behind'}`
}

/** An event in plain words, for a list of what happened: "3 of HL-U509-R picked from A-01-02". */
export function describeEvent(event: DomainEvent): string {
  const undoing = describeUndoing(event)
  if (undoing !== undefined) return undoing
  switch (event.type) {
    case 'StockReceived':
      return `${formatNumber(event.data.quantity)} of ${event.data.sku} received into ${event.data.bin}`
    case 'StockPicked':
      return `${formatNumber(event.data.quantity)} of ${event.data.sku} picked from ${event.data.bin}`
    case 'StockMoved':
      return `${formatNumber(event.data.quantity)} of ${event.data.sku} moved from ${event.data.from} to ${event.data.to}`
    case 'StockAdjusted':
      return `${event.data.sku} in ${event.data.bin} adjusted by ${formatDifference(event.data.delta)} (${event.data.reason})`
    case 'CountVariancePosted':
      return `${event.data.sku} in ${event.data.bin} counted: ${formatNumber(event.data.counted)}, ${event.data.incomplete ? 'and its book was incomplete where that was posted' : `book ${formatNumber(event.data.book)}`}`
    case 'CountVarianceCorrected':
      return `Count of ${event.data.sku} in ${event.data.bin} corrected by ${formatDifference(event.data.delta)}: a movement before it came in late`
    case 'ProductRegistered':
      return `Product ${event.data.sku} registered as ${event.data.name}`
    case 'ProductRenamed':
      return `Product ${event.data.sku} renamed to ${event.data.name}`
    case 'PackAdded':
      return `Pack ${event.data.pack.barcode} (${formatNumber(event.data.pack.factor)}) added to ${event.data.sku}`
    case 'PackRemoved':
      return `Pack ${event.data.barcode} removed from ${event.data.sku}`
    case 'WarehouseRegistered':
      return `Warehouse ${event.data.warehouse} registered as ${event.data.name}`
    case 'WarehouseRenamed':
      return `Warehouse ${event.data.warehouse} renamed to ${event.data.name}`
    case 'BinsRegistered':
      return event.data.bins.length === 1
        ? `Bin ${event.data.bins[0]?.bin} registered`
        : `${formatNumber(event.data.bins.length)} bins registered`
    case 'NegativeStockPolicyChanged':
      return event.data.policy === 'warn'
        ? 'Stock may go below zero'
        : 'Stock below zero is refused'
    case 'ReasonCodeAdded':
      return `Reason code ${event.data.reason} added: ${event.data.text}`
    case 'ReasonCodeRetired':
      return `Reason code ${event.data.reason} retired`
    case 'ReasonDirectionChanged':
      return `Reason code ${event.data.reason} can ${directionWords[event.data.direction]} now`
    case 'UnitValueChanged':
      return `Value of ${event.data.sku} changed`
    case 'CountPolicyChanged':
      return 'Rules for counting changed'
    case 'IdleLockChanged':
      return `Screens are locked after ${formatNumber(event.data.minutes)} min without work`
    case 'OperatorRegistered':
      return `${event.data.operator} registered as ${event.data.role}`
    case 'OperatorRoleChanged':
      return `${event.data.operator} is now ${event.data.role}`
    case 'OperatorPinIssued':
      return `${event.data.operator} was given a PIN for once`
    case 'OperatorPinChanged':
      return `${event.data.operator} has a new PIN`
    case 'OperatorDeactivated':
      return `${event.data.operator} deactivated`
    case 'SupervisorRestored':
      return `${event.data.operator} is a supervisor again, since nobody else was left`
    case 'TerminalEnrolled':
      return `Terminal ${event.data.terminal} enrolled in ${event.data.warehouse}`
    case 'TerminalRetired':
      return `Terminal ${event.data.terminal} retired`
    case 'IntentionClosed':
      return 'Nothing was left to record'
    case 'EpochBegan':
      return `Terminal ${event.data.terminal} was put back from a copy; it numbers from ${event.data.first} on`
    case 'ClockCompared':
      return `The clock of terminal ${event.data.terminal} ${describeClock(event.data.offset)}`
    case 'IncompleteAccepted':
      return `${event.data.by}: work goes on at terminal ${event.data.terminal} with what is known of ${describeStream(event.data.stream)}`
    case 'StoreAccepted':
      return `${event.data.by} took ${storeWords[event.data.kind]} as the central store of terminal ${event.data.terminal}. It lacked ${formatCount(event.data.lacking, 'event', 'events')}; ${formatNumber(event.data.offered)} of them are sent again`
    case 'ConflictRaised':
      return `Conflict raised by ${event.data.intention.terminal}`
    case 'ConflictResolved':
      return `Conflict settled by ${event.data.by}: ${event.data.choice}`
    case 'ConflictClosed':
      return event.data.result === 'carried-out' ? 'Settlement carried out' : 'Left undone'
    case 'ConflictReopened':
      return 'Conflict opened again: the settlement was not possible'
    case 'CountOpened':
    case 'CountRecorded':
    case 'CountScanned':
    case 'CountUndone':
    case 'BinConfirmedEmpty':
    case 'FoundReported':
    case 'CountSubmitted':
    case 'RecountRequested':
    case 'CountLineAccepted':
    case 'CountLinesApproved':
    case 'CountApproved':
    case 'CountPostingRequested':
    case 'CountCancelled':
      return describeCountEvent(event)
    default:
      return unreachable(event)
  }
}

/** A stored command in plain words. */
export const describeStored = (stored: StoredCommand): string =>
  stored.known
    ? describeCommand(stored.command)
    : `${stored.type}, which this version of Tallydeck cannot read`
