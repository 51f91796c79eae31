import { count, type CountCommand, type CountEvent } from './count/index.ts'
import { conflict, type ConflictCommand, type ConflictEvent } from './conflict/index.ts'
import { operator, type OperatorCommand, type OperatorEvent } from './operator/index.ts'
import { product, type ProductCommand, type ProductEvent } from './product/index.ts'
import { stock, type StockCommand, type StockEvent } from './stock/index.ts'
import { unreachable } from './decision.ts'
import { streams } from './streams.ts'
import { terminal, type TerminalCommand, type TerminalEvent } from './terminal/index.ts'
import { warehouse, type WarehouseCommand, type WarehouseEvent } from './warehouse/index.ts'

export * from './aggregate.ts'
export * from './counting.ts'
export * from './decision.ts'
export * from './record.ts'
export * from './streams.ts'
export * from './upcast.ts'

/** Every command that an aggregate decides. */
export type DomainCommand =
  | StockCommand
  | ProductCommand
  | WarehouseCommand
  | OperatorCommand
  | TerminalCommand
  | ConflictCommand
  | CountCommand

/** Every event that an aggregate answers with. */
export type DomainEvent =
  | StockEvent
  | ProductEvent
  | WarehouseEvent
  | OperatorEvent
  | TerminalEvent
  | ConflictEvent
  | CountEvent

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
      return { aggregate: 'product', stream: streams.product(command.sku) }
    case 'RegisterWarehouse':
    case 'RegisterBin':
    case 'RegisterBins':
    case 'ChangeNegativeStockPolicy':
    case 'AddReasonCode':
    case 'RetireReasonCode':
      return { aggregate: 'warehouse', stream: streams.warehouse(warehouseCode) }
    case 'RegisterOperator':
    case 'ChangeRole':
    case 'ChoosePin':
    case 'ChangePin':
    case 'DeactivateOperator':
      return { aggregate: 'operator', stream: streams.operator(command.operator) }
    case 'EnrolTerminal':
    case 'RetireTerminal':
    case 'CloseIntention':
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
    case 'CancelCount':
      return { aggregate: 'count', stream: streams.count(warehouseCode, command.count) }
    default:
      return unreachable(command)
  }
}
