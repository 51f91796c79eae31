import { count } from './count/index.ts'
import { conflict } from './conflict/index.ts'
import { operator } from './operator/index.ts'
import { product } from './product/index.ts'
import { stock } from './stock/index.ts'
import { unreachable } from './decision.ts'
import type { DomainCommand, DomainEvent } from './messages.ts'
import { streams } from './streams.ts'
import { terminal } from './terminal/index.ts'
import { warehouse } from './warehouse/index.ts'

/** The aggregates by the category of their streams. */
export const aggregates = {
  stock,
  product,
  warehouse,
  operator,
  terminal,
  conflict,
  count,
} as const

export type AggregateName = keyof typeof aggregates

/** Which aggregate decides a command, and on which stream, for a terminal of the given warehouse. */
export function addressOf(
  command: DomainCommand,
  warehouseCode: string,
): { aggregate: AggregateName; stream: string } {
  switch (command.type) {
    case 'ReceiveStock':
    case 'PickStock':
    case 'MoveStock':
    case 'AdjustStock':
    case 'PostCountVariance':
      return { aggregate: 'stock', stream: streams.stock(warehouseCode, command.sku) }
    case 'RegisterProduct':
    case 'RenameProduct':
    case 'AddPack':
    case 'RemovePack':
    case 'ChangeUnitValue':
      return { aggregate: 'product', stream: streams.product(command.sku) }
    case 'RegisterWarehouse':
    case 'RenameWarehouse':
    case 'RegisterBin':
    case 'RegisterBins':
    case 'ChangeNegativeStockPolicy':
    case 'AddReasonCode':
    case 'RetireReasonCode':
    case 'ChangeReasonDirection':
    case 'ChangeCountPolicy':
    case 'ChangeIdleLock':
      return { aggregate: 'warehouse', stream: streams.warehouse(warehouseCode) }
    case 'RegisterOperator':
    case 'ChangeRole':
    case 'ChoosePin':
    case 'ChangePin':
    case 'IssuePin':
    case 'DeactivateOperator':
    case 'RestoreSupervisor':
      return { aggregate: 'operator', stream: streams.operator(command.operator) }
    case 'EnrolTerminal':
    case 'RetireTerminal':
    case 'CloseIntention':
    case 'BeginEpoch':
    case 'CompareClock':
    case 'AcceptIncomplete':
    case 'AcceptStore':
      return { aggregate: 'terminal', stream: streams.terminal(command.terminal) }
    case 'RaiseConflict':
    case 'ResolveConflict':
    case 'CloseConflict':
    case 'ReopenConflict':
      return { aggregate: 'conflict', stream: streams.conflict(command.conflict) }
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
      return { aggregate: 'count', stream: streams.count(warehouseCode, command.count) }
    default:
      return unreachable(command)
  }
}

/** The one stream that an event belongs in, by what it says: in any other it means nothing. */
export function streamOf({ type, data }: DomainEvent): string {
  switch (type) {
    case 'StockReceived':
    case 'StockPicked':
    case 'StockMoved':
    case 'StockAdjusted':
    case 'CountVariancePosted':
    case 'CountVarianceCorrected':
      return streams.stock(data.warehouse, data.sku)
    case 'ProductRegistered':
    case 'ProductRenamed':
    case 'PackAdded':
    case 'PackRemoved':
    case 'UnitValueChanged':
      return streams.product(data.sku)
    case 'WarehouseRegistered':
    case 'WarehouseRenamed':
    case 'BinsRegistered':
    case 'NegativeStockPolicyChanged':
    case 'ReasonCodeAdded':
    case 'ReasonCodeRetired':
    case 'ReasonDirectionChanged':
    case 'CountPolicyChanged':
    case 'IdleLockChanged':
      return streams.warehouse(data.warehouse)
    case 'OperatorRegistered':
    case 'OperatorRoleChanged':
    case 'OperatorPinChanged':
    case 'OperatorPinIssued':
    case 'OperatorDeactivated':
    case 'SupervisorRestored':
      return streams.operator(data.operator)
    case 'TerminalEnrolled':
    case 'TerminalRetired':
    case 'IntentionClosed':
    case 'EpochBegan':
    case 'ClockCompared':
    case 'IncompleteAccepted':
    case 'StoreAccepted':
      return streams.terminal(data.terminal)
    case 'ConflictRaised':
    case 'ConflictResolved':
    case 'ConflictClosed':
    case 'ConflictReopened':
      return streams.conflict(data.conflict)
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
      return streams.count(data.warehouse, data.count)
    default:
      return unreachable(type)
  }
}
