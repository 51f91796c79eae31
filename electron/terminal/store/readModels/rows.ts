import type { ConflictState } from '#shared/domain/conflict/index.ts'
import type { OperatorState } from '#shared/domain/operator/index.ts'
import type { Holding, HoldingKey } from '#shared/domain/stock/index.ts'
import type { Pack } from '#shared/domain/product/index.ts'
import type { CountPolicy, NegativeStockPolicy } from '#shared/domain/index.ts'
import type { ReasonCode } from '#shared/domain/warehouse/index.ts'

/** What a projection answers with: how one row of a read model stands now. An undefined value means that it is gone. */
export type ReadModelRow =
  | (Holding & {
      readonly model: 'stock'
      readonly warehouse: string
      readonly sku: string
      readonly holding: HoldingKey
      readonly confirmed: number
      readonly effective: number
      /** Events are missing, and no count has said since what the bin holds. */
      readonly incomplete: boolean
    })
  | {
      readonly model: 'product'
      readonly sku: string
      readonly value:
        | {
            readonly name: string
            readonly packs: readonly Pack[]
            readonly unitValue?: number | undefined
          }
        | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'warehouse'
      readonly warehouse: string
      readonly value:
        | {
            readonly name: string
            readonly negativeStock: NegativeStockPolicy
            readonly reasons: readonly ReasonCode[]
            readonly counting: CountPolicy
            readonly idleLock: number
          }
        | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'bin'
      readonly warehouse: string
      readonly bin: string
      readonly zone: string | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'operator'
      readonly operator: string
      readonly value: Exclude<OperatorState, { status: 'unregistered' }> | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'terminal'
      readonly terminal: string
      readonly value:
        | {
            readonly warehouse: string
            readonly key: string
            readonly status: string
            readonly epoch?: object | undefined
            readonly clockOffset?: number | undefined
          }
        | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'conflict'
      readonly conflict: string
      readonly value: Exclude<ConflictState, { status: 'unraised' }> | undefined
      readonly pending: boolean
    }
  | {
      readonly model: 'count'
      readonly warehouse: string
      readonly count: string
      readonly value: { readonly status: string; readonly openedBy: string } | undefined
    }

/** What an event did to the stock, and where it stands. */
export type Movement = {
  readonly event: string
  readonly stream: string
  readonly intention: string
  readonly type: string
  readonly warehouse: string
  readonly sku: string
  readonly bin: string
  readonly toBin: string | undefined
  /** What it did to `bin`, in stock-keeping units. */
  readonly delta: number
  readonly reason: string | undefined
  readonly reference: string | undefined
  /** The intention of the same terminal that it takes back. */
  readonly undoes: string | undefined
  /** Of the variance of a count and of its corrections: `<count>/<line>`. */
  readonly countLine: string | undefined
  /** Of the variance of a count: events of the book were missing where it was posted. */
  readonly incomplete: boolean
  readonly operator: string
  readonly terminal: string
  readonly occurredAt: string
  readonly clockOffset: number | undefined
  /** How it was asked for, where that was no screen. */
  readonly via: string | undefined
}

export type MovementStatus = 'pending' | 'held' | 'conflict' | 'confirmed'
