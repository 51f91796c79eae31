import type { ConflictCommand, ConflictEvent } from './conflict/index.ts'
import type { CountCommand, CountEvent } from './count/index.ts'
import type { OperatorCommand, OperatorEvent } from './operator/index.ts'
import type { ProductCommand, ProductEvent } from './product/index.ts'
import type { StockCommand, StockEvent } from './stock/index.ts'
import type { TerminalCommand, TerminalEvent } from './terminal/index.ts'
import type { WarehouseCommand, WarehouseEvent } from './warehouse/index.ts'

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
