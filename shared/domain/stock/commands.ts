import type { Observation } from './observation.ts'

/**
 * The reference under which what stood in a bin before work began is received. Once for a SKU in a bin: it is a fact
 * about the bin, not a delivery, so that the same file imported on two terminals is not two deliveries.
 */
export const OPENING_STOCK = 'opening stock'

/**
 * The intention of the same terminal that a movement takes back by doing the opposite. Absent: it takes nothing back,
 * or was recorded before this was said.
 */
export type Undone = string | undefined

export type ReceiveStock = {
  readonly type: 'ReceiveStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
  readonly undoes?: Undone
}

export type PickStock = {
  readonly type: 'PickStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
  readonly undoes?: Undone
}

export type MoveStock = {
  readonly type: 'MoveStock'
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: number
  readonly undoes?: Undone
}

export type AdjustStock = {
  readonly type: 'AdjustStock'
  readonly sku: string
  readonly bin: string
  readonly delta: number
  readonly reason: string
  /** Then it may do the opposite of what its reason means. */
  readonly undoes?: Undone
}

/** Posts the difference between what was counted and the book as of then. Derived from an approval, never typed. */
export type PostCountVariance = {
  readonly type: 'PostCountVariance'
  readonly sku: string
  readonly observation: Observation
  readonly reason?: string | undefined
}

export type MovementCommand = ReceiveStock | PickStock | MoveStock | AdjustStock
export type StockCommand = MovementCommand | PostCountVariance
