import type { NegativeStockPolicy } from '../aggregate.ts'
import type { CountPolicy } from '../counting.ts'
import type { Direction } from '../direction.ts'

/** A place that holds goods. A zone groups bins for planning; without one a bin stands for itself. */
export type Bin = { readonly bin: string; readonly zone?: string | undefined }

/** Why stock was adjusted: a short code and what it means. */
export type ReasonCode = {
  readonly reason: string
  readonly text: string
  /** Absent where nobody has said: `directionOf` then tells it by the code. */
  readonly direction?: Direction | undefined
}

export type RegisterWarehouse = {
  readonly type: 'RegisterWarehouse'
  readonly warehouse: string
  /** Its code stands for a name that nobody has given yet. */
  readonly name: string
}
export type RenameWarehouse = { readonly type: 'RenameWarehouse'; readonly name: string }
export type RegisterBin = {
  readonly type: 'RegisterBin'
  readonly bin: string
  readonly zone?: string | undefined
}
/** Many bins at once, for imports: those that are registered already are passed over. */
export type RegisterBins = { readonly type: 'RegisterBins'; readonly bins: readonly Bin[] }
export type ChangeNegativeStockPolicy = {
  readonly type: 'ChangeNegativeStockPolicy'
  readonly policy: NegativeStockPolicy
}
export type AddReasonCode = { readonly type: 'AddReasonCode' } & ReasonCode
export type RetireReasonCode = { readonly type: 'RetireReasonCode'; readonly reason: string }
export type ChangeReasonDirection = {
  readonly type: 'ChangeReasonDirection'
  readonly reason: string
  readonly direction: Direction
}

/** After so many minutes in which nobody touches it, a screen is locked until whoever works there enters their PIN. */
export type ChangeIdleLock = { readonly type: 'ChangeIdleLock'; readonly minutes: number }

/** Changes what is given and leaves the rest. */
export type ChangeCountPolicy = {
  readonly type: 'ChangeCountPolicy'
} & CountPolicyChanges

/** Any of the fields of the count policy; `null` where there is to be no limit any more. */
export type CountPolicyChanges = {
  readonly [Field in Exclude<keyof CountPolicy, 'settleUpTo'>]?: CountPolicy[Field] | undefined
} & { readonly settleUpTo?: number | null | undefined }

export type WarehouseCommand =
  | RegisterWarehouse
  | RenameWarehouse
  | RegisterBin
  | RegisterBins
  | ChangeNegativeStockPolicy
  | AddReasonCode
  | RetireReasonCode
  | ChangeReasonDirection
  | ChangeCountPolicy
  | ChangeIdleLock

export type WarehouseRegistered = {
  readonly type: 'WarehouseRegistered'
  readonly data: {
    readonly warehouse: string
    readonly name: string
    readonly negativeStock: NegativeStockPolicy
    readonly reasons: readonly ReasonCode[]
  }
}
export type WarehouseRenamed = {
  readonly type: 'WarehouseRenamed'
  readonly data: { readonly warehouse: string; readonly name: string }
}
export type BinsRegistered = {
  readonly type: 'BinsRegistered'
  readonly data: { readonly warehouse: string; readonly bins: readonly Bin[] }
}
export type NegativeStockPolicyChanged = {
  readonly type: 'NegativeStockPolicyChanged'
  readonly data: { readonly warehouse: string; readonly policy: NegativeStockPolicy }
}
export type ReasonCodeAdded = {
  readonly type: 'ReasonCodeAdded'
  readonly data: { readonly warehouse: string } & ReasonCode
}
export type ReasonCodeRetired = {
  readonly type: 'ReasonCodeRetired'
  readonly data: { readonly warehouse: string; readonly reason: string }
}
export type ReasonDirectionChanged = {
  readonly type: 'ReasonDirectionChanged'
  readonly data: {
    readonly warehouse: string
    readonly reason: string
    readonly direction: Direction
  }
}

export type CountPolicyChanged = {
  readonly type: 'CountPolicyChanged'
  readonly data: { readonly warehouse: string } & CountPolicyChanges
}

export type IdleLockChanged = {
  readonly type: 'IdleLockChanged'
  readonly data: { readonly warehouse: string; readonly minutes: number }
}

export type WarehouseEvent =
  | WarehouseRegistered
  | WarehouseRenamed
  | BinsRegistered
  | NegativeStockPolicyChanged
  | ReasonCodeAdded
  | ReasonCodeRetired
  | ReasonDirectionChanged
  | CountPolicyChanged
  | IdleLockChanged
